import type { Row } from '../../postgres/connection.ts';
import type { Snapshot } from '../../postgres/snapshot.ts';
import { numbersIn } from '../keys.ts';
import { changedSql, markSetting } from './changed-sql.ts';

/** A moment of a database. */
export interface Mark {
  /** Its oid. */
  readonly database: number;
  /** The first transaction that is later. */
  readonly transaction: string;
  /** Whether no transaction was open that could write something with an earlier number. */
  readonly isQuiet: boolean;
  /** How many rows there are in the catalogs of what is no table. */
  readonly others: string;
}

/** What was written since an earlier moment, and what is there; all by oids. */
export interface Changed extends Mark {
  /** Whether anything was written of what is no table. */
  readonly areOthersFresh: boolean;
  /** Tables, and all relations that belong to them. */
  readonly touched: ReadonlySet<number>;
  readonly relations: ReadonlySet<number>;
  readonly constraints: ReadonlySet<number>;
}

/** What has changed since `mark`: nothing that is told when it is absent. Asks something else in the same round trip. */
export async function askChanged(
  snapshot: Snapshot,
  mark: Mark | undefined,
  ...besides: readonly string[]
): Promise<{ readonly changed: Changed; readonly others: readonly Row[][] }> {
  const setMark = `SELECT set_config('${markSetting}', '${mark?.transaction ?? ''}', true)`;
  const [, [row = {}] = [], ...others] = await snapshot.query(setMark, changedSql, ...besides);
  const oids = (name: string): Set<number> => new Set(numbersIn(String(row[name])));
  return {
    changed: {
      ...(row as unknown as Mark & Pick<Changed, 'areOthersFresh'>),
      touched: oids('touched'),
      relations: oids('relations'),
      constraints: oids('constraints'),
    },
    others,
  };
}
