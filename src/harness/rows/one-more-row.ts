import { quoteText } from '../postgres/connection.ts';
import { passOnFailures } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { type Position, resetSql, sequencePositions } from '../runner/sequence-positions.ts';
import { planFor } from './fill-plan.ts';
import { type TestedPlan, testPools } from './pool-tests.ts';
import { type FillTable, readTables } from './table-facts.ts';

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

/**
 * Tries one row more in each of some tables, with values only in columns that have no default. Nothing is kept, sequences
 * are set back.
 */
export async function oneMoreRow(
  database: Scratch,
  oids: readonly string[],
  { rows, seed }: { readonly rows: number; readonly seed: number },
): Promise<readonly OneMore[]> {
  const { tables, types } = await readTables(database, { tables: oids, withParents: false });
  if (tables.length === 0) return [];
  const bare = tables.map((table) => ({
    ...table,
    columns: table.columns.filter((column) => column.default === null),
  }));
  const plans = await testPools(
    database,
    bare.map((table) => planFor(table, types, { rows, seed })),
  );
  const statements = plans.map((plan) => plan.rolls.slice(0, attempts).flatMap(statementFor(plan)));
  const answers = await database.rolledBack(async (inside) => {
    const positions = await sequencePositions(inside);
    const [, , [row] = []] = await inside.run(askSql(statements));
    const moved = await movedFrom(inside, positions);
    if (moved.length > 0) await inside.run(resetSql(moved));
    return row?.answers as readonly (Answer | null)[];
  });
  return bare.map((table, at) => judged(table, plans[at] as TestedPlan, answers[at]));
}

/** Who sets a sequence locks it until the end of the transaction, which would tell that a step has used it. */
async function movedFrom(database: Scratch, before: readonly Position[]): Promise<readonly Position[]> {
  const now = new Set((await sequencePositions(database)).map((each) => JSON.stringify(each)));
  return before.filter((each) => !now.has(JSON.stringify(each)));
}

/** Keys are given out from the other end of their values: those at the beginning are in use. */
const statementFor =
  ({ pools, pieces, keySlots }: TestedPlan) =>
  (roll: readonly number[]): string[] => {
    if (pools.some((pool) => pool.length === 0)) return [];
    const valueIn = (slot: number): string => {
      const pool = pools[slot] ?? [];
      const at = roll[slot] ?? 0;
      return pool[keySlots.includes(slot) ? pool.length - 1 - at : at] ?? '';
    };
    return [pieces.map((piece) => (typeof piece === 'number' ? valueIn(piece) : piece)).join('')];
  };

function judged(
  { oid, schema, table }: FillTable,
  { slotsOf }: TestedPlan,
  answer: Answer | null | undefined,
): OneMore {
  const name = { oid, schema, table };
  if (!answer) return { ...name, outcome: 'unknown', said: '' };
  const { state, said, hit, column } = answer;
  if (state === '') return { ...name, outcome: 'taken', said };
  return { ...name, outcome: isOfDefaults(state, slotsOf[hit] ?? slotsOf[`column ${column}`]), said };
}

/** A constraint over columns that all have defaults; or no constraint, and nothing that a trigger says on purpose. */
const isOfDefaults = (state: string, slots: readonly number[] | undefined): OneMore['outcome'] => {
  if (state.startsWith('23')) return slots?.length === 0 ? 'refused' : 'unknown';
  return state === 'P0001' ? 'unknown' : 'refused';
};

/** For each list of statements: with an empty state once one is taken, else what the last was refused with. */
const askSql = (statements: readonly (readonly string[])[]): string => `
SELECT set_config('driftproof.plan', ${quoteText(JSON.stringify(statements))}, true);
DO $driftproof$
DECLARE
  list jsonb; statement text; kept bigint; state text; said text; hit text; col text; answer jsonb; answers jsonb := '[]';
BEGIN
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
  PERFORM set_config('driftproof.plan', answers::text, true);
END $driftproof$;
SELECT current_setting('driftproof.plan')::json AS answers`;
