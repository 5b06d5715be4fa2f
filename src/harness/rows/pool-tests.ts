import { quoteName, quoteText } from '../postgres/connection.ts';
import { passOnFailures } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { sqlState } from '../postgres/sqlstates.ts';
import { alignedOf, arrangementOf } from './arrangement.ts';
import type { Plan, PoolTest } from './fill-plan.ts';

/** A plan with those values only that the server takes; `lack` names the slots that have none but NULL. */
export interface TestedPlan extends Plan {
  readonly lack: string;
  /** What the server said where it cannot work out a check at all, whatever the value; mostly nothing. */
  readonly broken: string;
  /** Which of its values each slot has in each row. */
  readonly rolls: readonly (readonly number[])[];
  /** The slot that each one is changed with, mostly itself. */
  readonly tied: readonly number[];
}

/** Asks the server of all plans at once. */
export async function testPools(database: Scratch, plans: readonly Plan[]): Promise<TestedPlan[]> {
  const asked = plans.flatMap(({ tests, pools }) =>
    tests.flatMap((test, slot) =>
      test
        ? [
            questionOf(
              { ...test, columns: [test.column] },
              (pools[slot] ?? []).map((value) => [value]),
            ),
          ]
        : [],
    ),
  );
  const answers = asked.length === 0 ? [] : await answersTo(database, asked);
  return plans.map((plan) => withAnswers(plan, answers.splice(0, plan.tests.filter(Boolean).length)));
}

interface Answer {
  /** Which values fit, from 0. */
  readonly fits: readonly number[];
  /** What the server said last of one that does not. */
  readonly said: string;
  readonly state: string;
}

/** Which values of each question ({@link questionOf}) fit; each is asked for by itself where the server cannot read all. */
export async function answersTo(
  database: Scratch,
  questions: readonly (readonly string[])[],
): Promise<Answer[]> {
  const [, , [row] = []] = await database.runOurs(`
SELECT set_config('driftproof.pools', ${quoteText(JSON.stringify(questions))}, false);
${askAll};
SELECT current_setting('driftproof.pools')::json AS answers, set_config('driftproof.pools', '', false)`);
  return row?.answers as Answer[];
}

function withAnswers(plan: Plan, answers: Answer[]): TestedPlan {
  const lacks: string[] = [];
  let broken = '';
  const pools = plan.pools.map((pool, slot) => {
    const answer = plan.tests[slot] ? answers.shift() : undefined;
    if (!answer) return pool;
    const left = answer.fits.map((at) => pool[at] ?? '');
    if (left.every((value) => value.startsWith('NULL::'))) {
      lacks.push(`no value fits ${plan.names[slot]}${whyNot(plan.tests[slot]?.checks ?? [], answer)}`);
      if (isOfDefinition(answer.state)) broken ||= answer.said;
    }
    return left;
  });
  const slots = pools.map((values, slot) => ({
    values,
    edges: plan.edges[slot] ?? new Set<string>(),
    isKey: plan.keySlots.includes(slot),
  }));
  return {
    ...plan,
    pools,
    lack: lacks.join(' '),
    broken,
    tied: slots.map((_, slot) => slot),
    rolls: (plan.isAligned ? alignedOf : arrangementOf)(slots, plan.wanted),
  };
}

/** What the server said, but not that it cannot read what was only a try for a check; then the check is shown. */
function whyNot(checks: readonly string[], { said, state }: Answer): string {
  if (checks.length > 0 && (said === '' || unreadable.includes(state)))
    return `: CHECK ${checks.map((check) => `(${check})`).join(' AND ')}`;
  return said && `: ${said}`;
}

/** Texts that a type does not read, or whose values it has no room for (Postgres manual, "PostgreSQL Error Codes"). */
const unreadable: readonly string[] = [
  sqlState.invalidTextRepresentation,
  sqlState.invalidBinaryRepresentation,
  sqlState.numericValueOutOfRange,
  sqlState.invalidDatetimeFormat,
  sqlState.datetimeFieldOverflow,
  sqlState.invalidTimeZoneDisplacementValue,
  sqlState.invalidCharacterValueForCast,
  sqlState.invalidParameterValue,
];

/** Whether a function that a check calls names what is not there, in a way that no value makes good. */
const isOfDefinition = (state: string): boolean => state.startsWith('42') || state.startsWith('3F');

/** Columns of a table, and expressions that their values must pass together. */
type Asked = Pick<PoolTest, 'table' | 'checks'> & { readonly columns: readonly string[] };

/**
 * What comes before the values that are asked about and after them, and the values: all are asked about at once, or each by itself. A value is asked for itself, since the server does not
 * work out what nobody wants.
 */
export function questionOf(
  { table, columns, checks }: Asked,
  tuples: readonly (readonly string[])[],
): string[] {
  const names = columns.map(quoteName).join(', ');
  const passes = `(${['true', ...checks.map((check) => `(${check})`)].join(' AND ')}) IS NOT FALSE`;
  return [
    `SELECT coalesce(array_agg("driftproof n") FILTER (WHERE ${passes}), '{}'), count((${names})) FROM (VALUES `,
    `) AS ${quoteName(table)} ("driftproof n", ${names})`,
    ...tuples.map((values, at) => `(${at}, ${values.join(', ')})`),
  ];
}

/** One value that cannot be read fails the question about all: then each is asked for by itself. */
const askAll = `DO $driftproof$
DECLARE
  questions jsonb; each text; fits int[]; own int[]; said text; state text; answers jsonb := '[]';
BEGIN
  FOR questions IN SELECT jsonb_array_elements(current_setting('driftproof.pools')::jsonb) LOOP
    said := ''; state := '';
    BEGIN
      EXECUTE (questions ->> 0) || (SELECT string_agg(v, ', ' ORDER BY n) FROM jsonb_array_elements_text(questions) WITH ORDINALITY AS x (v, n) WHERE n > 2) || (questions ->> 1) INTO fits;
    EXCEPTION WHEN OTHERS THEN ${passOnFailures}
      fits := '{}';
      FOR each IN SELECT jsonb_array_elements_text(questions - 0 - 0) LOOP
        BEGIN
          EXECUTE (questions ->> 0) || each || (questions ->> 1) INTO own;
          fits := fits || own;
        EXCEPTION WHEN OTHERS THEN ${passOnFailures} said := SQLERRM; state := SQLSTATE;
        END;
      END LOOP;
    END;
    answers := answers || jsonb_build_array(jsonb_build_object('fits', fits, 'said', said, 'state', state));
  END LOOP;
  PERFORM set_config('driftproof.pools', answers::text, false);
END $driftproof$`;
