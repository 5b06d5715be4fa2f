import { quoteText } from '../postgres/connection.ts';
import { passOnFailures } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { oneRow } from './fill-plan.ts';
import { type Checks, checksSql } from './insert.ts';
import type { TestedPlan } from './pool-tests.ts';

/**
 * Carries out plans in their order, each in one INSERT of all its rows, until one cannot be carried out so; returns how
 * many were. Nothing is kept of the one that was refused, or that fewer rows were kept of than were put in.
 */
export async function insertTogether(
  database: Scratch,
  plans: readonly TestedPlan[],
  checks: Checks = 'at once',
): Promise<number> {
  const statements = plans.map(statementOf);
  const first = statements.indexOf(undefined);
  const able = first < 0 ? statements : statements.slice(0, first);
  if (able.length === 0) return 0;
  const [, , [row] = []] = await database.runOurs(`
SELECT set_config('driftproof.plan', ${quoteText(JSON.stringify(able))}, false);
${untilRefused(plans[0]?.wanted ?? 0, checks)};
SELECT current_setting('driftproof.plan') AS done`);
  return Number(row?.done);
}

/** SQL; nothing for rows that must go in one by one, or that some value is missing for. */
function statementOf({ pools, pieces, rolls, isChained, wanted }: TestedPlan): string | undefined {
  if (isChained || pools.some((pool) => pool.length === 0)) return undefined;
  if (pools.length === 0)
    return `${pieces.join('').replace(' DEFAULT VALUES', '')} SELECT FROM generate_series(1, ${wanted})`;
  const rows = rolls.map((row) => row.map((at, slot) => pools[slot]?.[at]));
  const names = pools.map((_, slot) => `s${slot}`).join(', ');
  const source = ` FROM (VALUES ${rows.map((row) => `(${row.join(', ')})`).join(', ')}) AS v (${names})`;
  return pieces
    .map((piece) => (piece === oneRow ? source : typeof piece === 'number' ? `v.s${piece}` : piece))
    .join('');
}

const untilRefused = (wanted: number, checks: Checks): string => `DO $driftproof$
DECLARE
  statement text; kept bigint; done int := 0;
BEGIN
  ${checksSql[checks]};
  FOR statement IN SELECT jsonb_array_elements_text(current_setting('driftproof.plan')::jsonb) LOOP
    BEGIN
      EXECUTE statement;
      GET DIAGNOSTICS kept = ROW_COUNT;
      IF kept < ${wanted} THEN RAISE 'fewer rows'; END IF;
    EXCEPTION WHEN OTHERS THEN ${passOnFailures} EXIT;
    END;
    done := done + 1;
  END LOOP;
  PERFORM set_config('driftproof.plan', done::text, false);
END $driftproof$`;
