import type { Migration } from '../../../history/migrations.ts';
import type { Finding, StepDirection } from '../../../model/finding.ts';
import { type Identity, printName } from '../../../model/identity.ts';
import { once } from '../../../model/once.ts';
import type { RowOptions } from '../../../model/report.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { type Contents, counterpart } from '../../../rows/contents.ts';
import { type OneMore, oneMoreRow } from '../../../rows/one-more-row.ts';
import { fedColumns, type LateSequence, lateSequences } from '../../../rows/sequence-gaps.ts';
import { readTables, type TablesRead } from '../../../rows/table-facts.ts';
import { type TriedChange, tryChanges } from '../../../rows/tried-changes.ts';
import type { Trial } from '../trial.ts';
import { changeFindings } from './changes-refused.ts';
import { foundAt } from './found-at.ts';

/** Whether tables take one row more by their defaults, which sequences are behind their columns, and how rows can be changed. */
export interface Inserts {
  readonly late: readonly LateSequence[];
  readonly more: readonly OneMore[];
  readonly changes: readonly TriedChange[];
  /** What was there, as one text. */
  readonly state: string;
}

/** What has a say in a row that is made by defaults; nothing else can make a difference to it. */
const makesRows =
  /default|sequence|serial|identity|restart|setval|trigger|function|\brule\b|domain|check|references|\blike\b/i;

/** What a trigger or a rule that is there already may have been written for. */
const reshapes = /\b(add|rename|drop|type|set\s+schema|not\s+null)\b/i;

/** What a foreign key that sets a column to NULL may meet. */
const needsValues = /\b(set\s+not\s+null|primary\s+key)\b/i;

/** What may make a difference to the next row that shows in no table. */
const isElsewhere = /\b(restart|setval|trigger|function|procedure|rule|do|call|execute)\b/i;

const mayMatter = (sql: string, { hasTriggers, setsOnDelete }: Trial['stateBefore']): boolean =>
  makesRows.test(sql) || (hasTriggers && reshapes.test(sql)) || (setsOnDelete && needsValues.test(sql));

/** What is in the tables at one moment, and what they look like, which is read when it is asked for. */
export interface TablesNow {
  readonly contents: Contents;
  readonly read: () => Promise<TablesRead>;
}

export const tablesNow = (database: Scratch, contents: Contents, known?: TablesRead): TablesNow => ({
  contents,
  read: once(
    async () =>
      known ??
      readTables(database, { tables: contents.map(({ oid }) => oid), withParents: true }, fedColumns),
  ),
});

/**
 * Nothing where no statement of a migration can make a difference; a row more is tried in tables that were there before. What was found
 * at an earlier time holds where all is as it was then.
 */
export async function insertsInto(
  database: Scratch,
  { migration: { up, down }, stateBefore }: Trial,
  { contents, read }: TablesNow,
  { before, known }: { readonly before: Contents; readonly known?: Inserts | undefined },
  { perTable: rows, seed }: RowOptions,
): Promise<Inserts | undefined> {
  const sql = `${up.sql} ${down?.sql ?? ''}`;
  if (!mayMatter(sql, stateBefore)) return undefined;
  if (contents.length === 0) return { late: [], more: [], changes: [], state: '' };
  const {
    tables,
    types,
    besides: [fed = []],
  } = await read();
  const there = new Set(contents.map(({ oid }) => oid));
  const late = await lateSequences(
    database,
    fed.filter(({ oid }) => there.has(String(oid))),
  );
  const state = JSON.stringify([tables, [...types], contents.map((table) => table.rows.map(String).sort())]);
  if (known?.state === state && !stateBefore.hasTriggers && !isElsewhere.test(sql)) return { ...known, late };
  const old = new Set(contents.filter((table) => counterpart(table, before)).map(({ oid }) => oid));
  return {
    late,
    more: await oneMoreRow(
      database,
      { tables: tables.filter(({ oid }) => old.has(oid)), types },
      { rows, seed, isBefore: contents === before },
    ),
    changes: await tryChanges(database, tables, old),
    state,
  };
}

/** Tables that took one row more before a step, and take none after it; and rows that cannot be changed any more, which is said once. */
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
  const changes = changeFindings({ migration, direction, before: before.changes, after: after.changes });
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
    ...changes.filter(({ message }) => !refused.some(({ said: why }) => why && message.endsWith(why))),
  ];
}

const isSame = (
  one: Pick<LateSequence, 'oid' | 'schema' | 'table'>,
  other: Pick<LateSequence, 'oid' | 'schema' | 'table'>,
): boolean => one.oid === other.oid || (one.schema === other.schema && one.table === other.table);
