import { describe, expect, it } from 'vitest';
import { seedsOr, timeFor } from '../../../support/seeds.ts';
import { bad } from './bad.ts';
import { useTrials } from './bench.ts';
import { good } from './good.ts';

const tryOut = useTrials();
const seeds = seedsOr(1);
const time = { timeout: timeFor(seeds) };

describe('a bad migration is found by name', () => {
  it.each(bad)('$name', time, async ({ rules, says, ...example }) => {
    for (const seed of seeds) {
      const { findings, outcome } = await tryOut(example, { seed });
      const found = [findings.map(({ rule }) => rule), outcome];
      expect(found, `seed ${seed}`).toEqual([rules, 'fails']);
      expect(findings[0]?.message, `seed ${seed}`).toMatch(says);
    }
  });
});

describe('a good migration keeps its rows', () => {
  it.each(good)('$name', time, async (example) => {
    for (const seed of seeds) {
      const { findings, outcome, unfilled } = await tryOut(example, { seed });
      const said = findings.filter(({ severity }) => severity !== 'info');
      expect([said, outcome, unfilled], `seed ${seed}`).toEqual([[], 'ok', []]);
    }
  });
});

describe('what fails without rows is found elsewhere, and not said twice', () => {
  it.each([
    ['an up', 'ALTER TABLE t ADD COLUMN a integer;', 'SELECT 1;'],
    ['an up that no transaction takes', 'CREATE INDEX CONCURRENTLY i ON t (nothing);', 'SELECT 1;'],
    ['a down', 'CREATE TABLE u ();', 'DROP TABLE nobody;'],
    ['a second up', 'CREATE TABLE u ();', 'SELECT 1;'],
  ])('%s', async (_, up, down) => {
    const { findings } = await tryOut({ before: 'CREATE TABLE t (a integer);', up, down });
    expect(findings).toEqual([]);
  });
});
