import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { historyOn } from './support/history.ts';
import { anHour, parameters, seedOfCi } from './support/settings.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

/** A database in which nothing can be restored. */
beforeAll(async () => {
  await stage.session(0).client.query(`
    CREATE FUNCTION unrestorable() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN NEW.is_removed := OLD.is_removed IS TRUE OR NEW.is_removed; RETURN NEW; END $$;
    CREATE TRIGGER unrestorable BEFORE UPDATE OF is_removed ON output_asset
      FOR EACH ROW EXECUTE FUNCTION unrestorable()`);
});

/** To see it takes at most an asset that is kept until now, a sweep, and the restore. */
const longestNeeded = 3;

const failure = (environment: Record<string, string>, replayPath?: string) =>
  fc.check(historyOn(stage, replayPath), parameters(200, environment));

it(
  'a failure prints seed, path and the smallest sequence of commands, and is repeated by these',
  async () => {
    const found = await failure({ FC_SEED: '1' });
    expect(found.failed).toBe(true);
    const report = (await fc.asyncDefaultReportMessage(found)) ?? '';
    expect(report).toMatch(/\{ seed: 1, path: "[\d:]+", endOnFailure: true \}/);
    const last = /session \d: restore\(asset \d+\) \/\*replayPath="(\S+)"\*\/\]\nShrunk \d+ time/;
    expect(report).toMatch(last);
    expect([...(found.counterexample?.[2] ?? [])].length).toBeLessThanOrEqual(longestNeeded);

    const path = { FC_SEED: '1', FC_PATH: String(found.counterexamplePath) };
    const again = await failure(path, last.exec(report)?.[1]);
    expect(again.failed).toBe(true);
    expect(again.numRuns).toBe(1);
    expect([...(again.counterexample?.[2] ?? [])].map(String)).toEqual(
      [...(found.counterexample?.[2] ?? [])].map(String),
    );
  },
  anHour,
);

it('CI checks the same cases each time, and a seed can be given', () => {
  expect(parameters(10, { CI: 'true' })).toMatchObject({ seed: seedOfCi });
  expect(parameters(10, { CI: 'true', FC_SEED: '7' })).toMatchObject({ seed: 7 });
  expect(parameters(10, {})).not.toHaveProperty('seed');
});

it('FC_RUNS is the number of model runs, and the other properties grow with it', () => {
  expect(parameters(1000, {}).numRuns).toBe(1000);
  expect(parameters(1000, { FC_RUNS: '5000' }).numRuns).toBe(5000);
  expect(parameters(60, { FC_RUNS: '5000' }).numRuns).toBe(300);
  expect(parameters(60, { FC_RUNS: '1' }).numRuns).toBe(1);
});
