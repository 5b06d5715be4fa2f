import { quoteText } from '../postgres/connection.ts';
import { passOnFailures } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { sqlState } from '../postgres/sqlstates.ts';
import { planFor } from './fill-plan.ts';
import { matchTogether } from './match-together.ts';
import { type TestedPlan, testPools } from './pool-tests.ts';
import type { FillTable, TablesRead } from './table-facts.ts';

/** Whether a table takes one row more, made by its defaults wherever it has any. */
export interface OneMore {
  readonly oid: string;
  readonly schema: string;
  readonly table: string;
  /**
   * `refused`: whatever the values that are brought, since what refuses the row comes from what the table does by itself.
   * `unknown`: other values might do.
   */
  readonly outcome: 'taken' | 'refused' | 'unknown';
  /** What the server said last. */
  readonly said: string;
}

interface Answer {
  readonly state: string;
  readonly said: string;
  readonly hit: string;
  readonly column: string;
}

/** How many rows are tried until a table is said to take none. */
const attempts = 8;

/** How many times the values of all rows are drawn where they must fit together: of those, some are there already. */
const moreValues = 4;

/**
 * Tries one row more in each of some tables, with values only in columns that have no default. Nothing is kept, sequences are set
 * back. Before a step, where it matters whether the row can be taken at all, it is tried once more, if checks compare columns,
 * with values that fit together: what is refused after it, whatever the values, is so without that.
 */
export async function oneMoreRow(
  database: Scratch,
  { tables, types }: Pick<TablesRead, 'tables' | 'types'>,
  { rows, seed, isBefore }: { readonly rows: number; readonly seed: number; readonly isBefore: boolean },
): Promise<readonly OneMore[]> {
  if (tables.length === 0) return [];
  const bare = tables.map((table) => ({
    ...table,
    columns: table.columns.filter((column) => column.default === null),
  }));
  const plans = await testPools(
    database,
    bare.map((table) => planFor(table, types, { rows, seed })),
  );
  const tried = await triedWith(database, bare, plans);
  const open = plans.flatMap((plan, at) =>
    isBefore && plan.together.length > 0 && tried[at]?.outcome !== 'taken' ? [at] : [],
  );
  if (open.length === 0) return tried;
  const more = await testPools(
    database,
    open.map((at) => planFor(bare[at] as FillTable, types, { rows: rows * moreValues, seed })),
  );
  const fitting: TestedPlan[] = [];
  for (const plan of more) fitting.push(await matchTogether(database, plan));
  const again = await triedWith(
    database,
    open.map((at) => bare[at] as FillTable),
    fitting,
  );
  return tried.map((one, at) => again[open.indexOf(at)] ?? one);
}

/**
 * SQL: what functions have planned in this session, with the columns and labels that there were then, is forgotten, since another
 * session knows nothing of it. Only where triggers may have been called: plans of our own go as well.
 */
export const forgetPlans = (tables: readonly Pick<FillTable, 'doesMore'>[]): string =>
  tables.some(({ doesMore }) => doesMore) ? 'DISCARD PLANS; ' : '';

/** The first row mostly does: the others are sent only where it is refused. */
async function triedWith(
  database: Scratch,
  tables: readonly FillTable[],
  plans: readonly TestedPlan[],
): Promise<readonly OneMore[]> {
  const tried = await triedOn(database, tables, plans, [0, 1]);
  const open = tried.flatMap(({ outcome }, at) => (outcome === 'taken' ? [] : [at]));
  if (open.length === 0) return tried;
  const more = await triedOn(
    database,
    open.map((at) => tables[at] as FillTable),
    open.map((at) => plans[at] as TestedPlan),
    [0, attempts],
  );
  return tried.map((one, at) => more[open.indexOf(at)] ?? one);
}

async function triedOn(
  database: Scratch,
  tables: readonly FillTable[],
  plans: readonly TestedPlan[],
  [from, to]: readonly [number, number],
): Promise<readonly OneMore[]> {
  const statements = plans.map((plan) => plan.rolls.slice(from, to).flatMap(statementFor(plan)));
  const lists = await database.runRolledBack(`${forgetPlans(tables)}${askSql(statements)}`);
  const answers = lists.at(-1)?.[0]?.answers as readonly (Answer | null)[];
  return tables.map((table, at) => judged(table, plans[at] as TestedPlan, answers[at]));
}

/** Keys, with all that must fit to them, are given out from the other end of their values: those at the beginning are in use. */
const statementFor =
  ({ pools, pieces, keySlots, tied }: TestedPlan) =>
  (roll: readonly number[]): string[] => {
    if (pools.some((pool) => pool.length === 0)) return [];
    const keys = new Set(keySlots.map((slot) => tied[slot]));
    const valueIn = (slot: number): string => {
      const pool = pools[slot] ?? [];
      const at = roll[slot] ?? 0;
      return pool[keys.has(tied[slot]) ? pool.length - 1 - at : at] ?? '';
    };
    return [pieces.map((piece) => (typeof piece === 'number' ? valueIn(piece) : piece)).join('')];
  };

function judged(
  { oid, schema, table }: FillTable,
  { slotsOf, together, broken }: TestedPlan,
  answer: Answer | null | undefined,
): OneMore {
  const name = { oid, schema, table };
  if (broken) return { ...name, outcome: 'refused', said: broken };
  if (!answer) return { ...name, outcome: 'unknown', said: '' };
  const { state, said, hit, column } = answer;
  if (state === '') return { ...name, outcome: 'taken', said };
  if (asksForSetting(answer)) return { ...name, outcome: 'unknown', said };
  // A check works out what it compares, which may be too much of any type.
  if (state.startsWith('22') && together.length > 0) return { ...name, outcome: 'unknown', said };
  return { ...name, outcome: isOfDefaults(state, slotsOf[hit] ?? slotsOf[`column ${column}`]), said };
}

/** Whether a function asks for a setting that an application makes in its sessions, such as the user who is logged in. */
export const asksForSetting = ({ state, said }: Pick<Answer, 'state' | 'said'>): boolean =>
  state === sqlState.undefinedObject && /configuration parameter/.test(said);

/** A constraint over columns that all have defaults; or no constraint, and nothing that a trigger says on purpose. */
const isOfDefaults = (state: string, slots: readonly number[] | undefined): OneMore['outcome'] => {
  if (state.startsWith('23')) return slots?.length === 0 ? 'refused' : 'unknown';
  return state === sqlState.raiseException ? 'unknown' : 'refused';
};

/**
 * For each list of statements: with an empty state once one is taken, else what the last was refused with. Only sequences that
 * were moved are set back: who sets one locks it until the end of the transaction, which would tell that a step has used it.
 */
const askSql = (statements: readonly (readonly string[])[]): string => `
SELECT set_config('driftproof.plan', ${quoteText(JSON.stringify(statements))}, true);
DO $driftproof$
DECLARE
  list jsonb; statement text; kept bigint; state text; said text; hit text; col text; answer jsonb; answers jsonb := '[]';
  positions text; earlier jsonb;
BEGIN
  SELECT string_agg(format('SELECT %s::oid AS seq, last_value AS last, is_called AS called FROM %s', oid, oid::regclass), ' UNION ALL ')
    INTO positions FROM pg_class WHERE relkind = 'S';
  IF positions IS NOT NULL THEN EXECUTE format('SELECT jsonb_agg(p) FROM (%s) AS p', positions) INTO earlier; END IF;
  SET CONSTRAINTS ALL IMMEDIATE;
  FOR list IN SELECT jsonb_array_elements(current_setting('driftproof.plan')::jsonb) LOOP
    answer := 'null';
    FOR statement IN SELECT jsonb_array_elements_text(list) LOOP
      BEGIN
        EXECUTE statement;
        GET DIAGNOSTICS kept = ROW_COUNT;
        answer := CASE WHEN kept > 0 THEN '{"state": "", "said": ""}'::jsonb END;
        EXIT WHEN kept > 0;
      EXCEPTION WHEN OTHERS THEN ${passOnFailures}
        GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, said = MESSAGE_TEXT, hit = CONSTRAINT_NAME, col = COLUMN_NAME;
        answer := jsonb_build_object('state', state, 'said', said, 'hit', hit, 'column', col);
      END;
    END LOOP;
    answers := answers || jsonb_build_array(answer);
  END LOOP;
  IF positions IS NOT NULL THEN
    EXECUTE format('SELECT setval(seq::regclass, e.last, e.called) FROM jsonb_to_recordset($1) AS e (seq oid, last bigint, called boolean)
      JOIN (%s) AS p USING (seq) WHERE (e.last, e.called) <> (p.last, p.called)', positions) USING earlier;
  END IF;
  PERFORM set_config('driftproof.plan', answers::text, true);
END $driftproof$;
SELECT current_setting('driftproof.plan')::json AS answers`;
