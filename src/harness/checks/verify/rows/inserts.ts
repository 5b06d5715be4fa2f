import type { Migration } from '../../../history/migrations.ts';
import type { Finding, StepDirection } from '../../../model/finding.ts';
import { type Identity, printName } from '../../../model/identity.ts';
import type { RowOptions } from '../../../model/report.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { type Contents, counterpart } from '../../../rows/contents.ts';
import { type OneMore, oneMoreRow } from '../../../rows/one-more-row.ts';
import { type LateSequence, lateSequences } from '../../../rows/sequence-gaps.ts';
import type { Trial } from '../trial.ts';
import { foundAt } from './found-at.ts';

/** Whether tables take one row more by their defaults, and which sequences are behind their columns. */
export interface Inserts {
  readonly late: readonly LateSequence[];
  readonly more: readonly OneMore[];
}

/** What has a say in a row that is made by defaults; nothing else can make a difference to it. */
const makesRows =
  /default|sequence|serial|identity|restart|setval|trigger|function|\brule\b|domain|check|references|\blike\b/i;

/** What a trigger that is there already may have been written for. */
const reshapes = /\b(rename|drop|type|set\s+schema)\b/i;

/** Tables that are there, and those of them that were there before. */
interface TablesNow {
  readonly all: Contents;
  readonly old: Contents;
}

/** Nothing where no statement of a migration can make a difference. */
export async function insertsInto(
  database: Scratch,
  { migration: { up, down }, stateBefore }: Trial,
  { all, old }: TablesNow,
  { perTable: rows, seed }: RowOptions,
): Promise<Inserts | undefined> {
  const sql = `${up.sql} ${down?.sql ?? ''}`;
  if (!makesRows.test(sql) && !(stateBefore.hasTriggers && reshapes.test(sql))) return undefined;
  const oids = (tables: Contents): string[] => tables.map(({ oid }) => oid);
  return {
    late: all.length === 0 ? [] : await lateSequences(database, oids(all)),
    more: old.length === 0 ? [] : await oneMoreRow(database, oids(old), { rows, seed }),
  };
}

/** Tables that took one row more before a step, and take none after it. */
export function insertFindings(
  migration: Migration,
  direction: StepDirection,
  before: Inserts | undefined,
  after: Inserts | undefined,
): Finding[] {
  if (!before || !after) return [];
  const news = after.late.filter(
    (late) => !before.late.some((each) => isSame(each, late) && each.column === late.column),
  );
  const refused = after.more.filter(
    (one) =>
      one.outcome === 'refused' &&
      counterpart(one, before.more)?.outcome === 'taken' &&
      !news.some((late) => late.oid === one.oid),
  );
  const said = (about: Identity, what: string, advice?: string): Finding =>
    foundAt('migration-breaks-inserts', migration, direction, about, `${what}`, { advice });
  return [
    ...news.map(({ schema, table, column, sequence, next, held }) =>
      said(
        { kind: 'column', schema, table, name: column },
        `lets ${sequence} go on with ${next}, though ${printName({ schema, table, name: column })} holds up to ${held}: an INSERT that leaves it to its default fails`,
        `set the sequence behind what the column holds: SELECT setval('${sequence}', (SELECT max(…) …))`,
      ),
    ),
    ...refused.map(({ schema, table, said: why }) =>
      said(
        { kind: 'table', schema, name: table },
        `makes every INSERT into ${printName({ schema, name: table })} by its defaults fail: ${why}`,
      ),
    ),
  ];
}

const isSame = (
  one: Pick<LateSequence, 'oid' | 'schema' | 'table'>,
  other: Pick<LateSequence, 'oid' | 'schema' | 'table'>,
): boolean => one.oid === other.oid || (one.schema === other.schema && one.table === other.table);
