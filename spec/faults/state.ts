import type { Scratch } from '../../src/harness/postgres/scratch.ts';
import { catalogOf, ledgerIn } from '../support/history.ts';
import { serialize } from '../support/serialize.ts';

/** All that a migration can change in a database. */
export interface State {
  /** One line for each object, without INVALID indexes. */
  readonly catalog: readonly string[];
  /** The INVALID indexes. */
  readonly invalid: readonly string[];
  /** One line for each table: its name, how many rows it has, and a hash of them all. */
  readonly rows: readonly string[];
  readonly ledger: string;
  /** How many statements have run of a step without a transaction; nothing when none has begun. */
  readonly done: number | undefined;
}

const tablesSql = `
SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND n.nspname !~ '^pg_|^information_schema$|^drizzle$' ORDER BY 1`;

const rowsSql = (table: string): string =>
  `SELECT '${table.replaceAll("'", "''")}' AS name, count(*) AS count, sum(hashtextextended(t::text, 0)::numeric) AS hash FROM ${table} t`;

/** Reads the state of a database. */
export async function stateOf(database: Scratch): Promise<State> {
  const { server, objects } = await catalogOf(database);
  const isInvalid = ({ id, attributes }: (typeof objects)[number]): boolean =>
    id.kind === 'index' && attributes.valid === false;
  const [names = []] = await database.run(tablesSql);
  const tables = names.map(({ name }) => rowsSql(String(name)));
  const rows = tables.length > 0 ? await database.run(tables.join(';')) : [];
  const [[begun] = []] = await database.run("SELECT to_regclass('drizzle.__driftproof_step') AS step");
  const [[step] = []] = begun?.step ? await database.run('SELECT done FROM drizzle.__driftproof_step') : [];
  return {
    catalog: lines(serialize({ server, objects: objects.filter((object) => !isInvalid(object)) })),
    invalid: objects.filter(isInvalid).map(({ id }) => id.name),
    rows: rows.flat().map((row) => JSON.stringify(row)),
    ledger: JSON.stringify(await ledgerIn(database)),
    done: step && Number(step.done),
  };
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** Whether nothing tells two states apart. */
export const isSame = (one: State, other: State): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What is in one state and not in the other. */
export const differenceOf = (one: State, other: State): string[] => {
  const [mine, others] = [one, other].map(({ catalog, rows, ledger, invalid, done }) => [
    ...catalog,
    ...rows,
    `ledger ${ledger}`,
    `invalid ${invalid}`,
    `done ${done}`,
  ]) as [string[], string[]];
  return [
    ...mine.filter((line) => !others.includes(line)).map((line) => `- ${line}`),
    ...others.filter((line) => !mine.includes(line)).map((line) => `+ ${line}`),
  ];
};

/** What a fault left of a step. */
export type Left = 'before' | 'after' | 'at a statement' | 'between';

/**
 * Judges what a fault left. A step without a transaction may have stopped at one of `stations`, the states between its
 * statements: with as many statements noted as have run, or one less, when the last is one that no transaction holds
 * and may itself have come to its end or have left an INVALID index.
 */
export function judge(
  state: State,
  { before, after, stations }: { before: State; after: State; stations: readonly State[] },
): Left {
  if (isSame(state, before)) return 'before';
  if (isSame(state, after)) return 'after';
  const { invalid, done = -1 } = state;
  const isAt = (station: State): boolean =>
    (station.done === done || (station.done === done + 1 && invalid.length === 0)) &&
    isSame(
      { ...without(state, invalid), invalid: [], done },
      { ...without(station, invalid), invalid: [], done },
    );
  return stations.some(isAt) ? 'at a statement' : 'between';
}

/** Leaves out indexes, by name. */
const without = (state: State, names: readonly string[]): State => ({
  ...state,
  catalog: state.catalog.filter(
    (line) => !names.some((name) => line.includes(`,"index",${JSON.stringify(name)}]`)),
  ),
});
