import { quoteText } from '../postgres/connection.ts';
import { passOnFailures } from '../postgres/errors.ts';
import type { TestedPlan } from './pool-tests.ts';

/** Whether constraints that can be deferred are checked with each statement, or as the open transaction has been told to. */
export type Checks = 'at once' | 'as told';

/** SQL, in a block of PL/pgSQL. */
export const checksSql: Readonly<Record<Checks, string>> = {
  'at once': 'SET CONSTRAINTS ALL IMMEDIATE',
  'as told': 'NULL',
};

/** How often a row is changed until it is given up. */
const attempts = 40;

/**
 * SQL: carries out a plan, row by row, each in a subtransaction of its own. A row that is refused is tried again with
 * other values in the columns of the constraint that refused it, or in all columns where the server names none.
 * Answers with how many rows were kept, and what was said of the last one that was given up.
 */
export const insertSql = (
  { pools, pieces, slotsOf, tied, rolls, wanted, lack }: TestedPlan,
  checks: Checks,
): string => `
SELECT set_config('driftproof.plan', ${quoteText(JSON.stringify({ pools, pieces, slotsOf, tied, rolls, wanted, lack }))}, false);
${carryOut(checks)};
SELECT current_setting('driftproof.kept')::int AS kept, nullif(current_setting('driftproof.said'), '') AS said;
SELECT set_config('driftproof.plan', '', false)`;

const carryOut = (checks: Checks): string => `DO $driftproof$
DECLARE
  plan jsonb := current_setting('driftproof.plan');
  slots int := jsonb_array_length(plan -> 'pools'); wanted int := plan ->> 'wanted';
  pool text[] := '{}'; start int[] := '{}'; size int[] := '{}';
  piece text[] := ARRAY(SELECT CASE jsonb_typeof(p) WHEN 'string' THEN p #>> '{}' END FROM jsonb_array_elements(plan -> 'pieces') WITH ORDINALITY AS x (p, n) ORDER BY n);
  slot_of int[] := ARRAY(SELECT CASE jsonb_typeof(p) WHEN 'number' THEN (p #>> '{}')::int END FROM jsonb_array_elements(plan -> 'pieces') WITH ORDINALITY AS x (p, n) ORDER BY n);
  roll int[]; change int[]; statement text;
  kept int := 0; lost int := 0; said text := plan ->> 'lack'; message text; hit text; hit_column text; done bigint;
BEGIN
  ${checksSql[checks]};
  FOR slot IN 0 .. slots - 1 LOOP
    start := start || cardinality(pool);
    pool := pool || ARRAY(SELECT jsonb_array_elements_text(plan #> ARRAY['pools', slot::text]));
    size := size || cardinality(pool) - start[slot + 1];
  END LOOP;
  IF 0 = ANY (size) THEN
    lost := 1000;
  END IF;
  FOR at IN 0 .. wanted - 1 LOOP
    EXIT WHEN lost > 1;
    roll := ARRAY(SELECT jsonb_array_elements_text(plan #> ARRAY['rolls', at::text])::int);
    FOR attempt IN 1 .. ${attempts} LOOP
      statement := '';
      FOR i IN 1 .. cardinality(piece) LOOP
        statement := statement || coalesce(piece[i], pool[start[slot_of[i] + 1] + 1 + roll[slot_of[i] + 1] % size[slot_of[i] + 1]]);
      END LOOP;
      BEGIN
        EXECUTE statement;
        GET DIAGNOSTICS done = ROW_COUNT;
        message := 'the server takes the row and keeps none';
        hit := ''; hit_column := '';
      EXCEPTION WHEN OTHERS THEN ${passOnFailures}
        GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, hit = CONSTRAINT_NAME, hit_column = COLUMN_NAME;
        done := 0;
      END;
      IF done > 0 THEN
        kept := kept + 1; lost := 0;
        EXIT;
      END IF;
      change := ARRAY(SELECT jsonb_array_elements_text(coalesce(plan #> ARRAY['slotsOf', hit], plan #> ARRAY['slotsOf', 'column ' || hit_column], '[]'))::int);
      IF change = '{}' THEN change := ARRAY(SELECT generate_series(0, slots - 1)); END IF;
      FOREACH done IN ARRAY change LOOP
        roll[done + 1] := hashtext(at || ' ' || (plan #>> ARRAY['tied', done::text]) || ' ' || attempt) & 1048575;
      END LOOP;
      IF attempt = ${attempts} THEN lost := lost + 1; said := message; END IF;
    END LOOP;
  END LOOP;
  PERFORM set_config('driftproof.kept', kept::text, false), set_config('driftproof.said', said, false);
END $driftproof$`;
