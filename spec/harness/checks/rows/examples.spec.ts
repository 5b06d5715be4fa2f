import { describe, expect, it } from 'vitest';
import { bad } from './bad.ts';
import { useTrials } from './bench.ts';
import { good } from './good.ts';

const tryOut = useTrials();

describe('a bad migration is found by name', () => {
  it.each(bad)('$name', async ({ rules, says, ...example }) => {
    const { findings, outcome } = await tryOut(example);
    expect(findings.map(({ rule }) => rule)).toEqual(rules);
    expect(findings[0]?.message).toMatch(says);
    expect(outcome).toBe('fails');
  });
});

describe('a good migration keeps its rows', () => {
  it.each(good)('$name', async (example) => {
    const { findings, outcome, unfilled } = await tryOut(example);
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect([outcome, unfilled]).toEqual(['ok', []]);
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
