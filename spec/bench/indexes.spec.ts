import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { migrateByDrizzle } from '../support/application.ts';
import { useScratchDatabases } from '../support/scratch.ts';
import { fill } from './indexes-data.ts';
import { betterName, gainOf, type Measurement, measureAll, serves } from './indexes-measure.ts';

const databases = useScratchDatabases();

let measurements: Measurement[] = [];
let indexes: string[] = [];

beforeAll(async () => {
  const { url } = await databases.create();
  await migrateByDrizzle(url);
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await fill(client);
  measurements = await measureAll(client);
  const { rows } = await client.query("SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'public'");
  indexes = rows.map(({ name }) => name);
  await client.end();
}, 600_000);

const about = (question: string): Measurement => {
  const found = measurements.find((each) => each.question.startsWith(question));
  if (!found) throw new Error(`nothing was measured about ${question}`);
  return found;
};

const used = (question: string): boolean => {
  const { index, specified } = about(question);
  return specified.plan.indexes.includes(index);
};

const gain = (question: string): number => gainOf(about(question), about(question).specified);

const gainInstead = (question: string): number => {
  const { instead } = about(question);
  return instead?.plan.indexes.includes(betterName) ? gainOf(about(question), instead) : 0;
};

describe.each([
  'recent outputs: the first page',
  'recent outputs: a page one year back',
  'a user’s references',
  'an output’s references',
])('%s', (question) => {
  it('uses its index, which saves most of the pages', () => {
    expect(used(question)).toBe(true);
    expect(gain(question)).toBeGreaterThan(5);
    expect(serves(about(question))).toBe(true);
  });
});

describe('expired outputs', () => {
  it('use their index, which saves nothing once the swept ones outnumber the expired: it holds both', () => {
    expect(used('expired outputs: what')).toBe(true);
    expect(gain('expired outputs: what')).toBeLessThan(1.5);
    expect(serves(about('expired outputs: a sweep'))).toBe(false);
  });

  it('are found at once by an index of those that are not removed', () => {
    expect(gainInstead('expired outputs: what')).toBeGreaterThan(100);
    expect(gainInstead('expired outputs: a sweep')).toBeGreaterThan(2);
  });
});

describe('filtering removed ones', () => {
  it('makes no use of an index of the flag in a user’s list: IS NOT TRUE is no condition an index can look up', () => {
    expect(used('filtering removed ones: what a user sees')).toBe(false);
    expect(gain('filtering removed ones: what a user sees')).toBe(1);
  });

  it('for the removed ones uses it, and saves nothing, where many are removed', () => {
    expect(used('filtering removed ones: which')).toBe(true);
    expect(gain('filtering removed ones: which')).toBeLessThan(1.5);
  });

  it('for a count alone reads it from end to end in the place of the table, as a smaller partial one would be', () => {
    expect(gain('filtering removed ones: how many')).toBeGreaterThan(5);
    expect(gainInstead('filtering removed ones: how many')).toBeGreaterThan(
      gain('filtering removed ones: how many'),
    );
  });
});

describe('avatars', () => {
  it('gain next to nothing by an index of the flag: they are on most pages', () => {
    expect(gain('avatars')).toBeLessThan(2);
    expect(serves(about('avatars'))).toBe(false);
  });

  it('are found at once, in their order, by an index of avatars alone, which is a fraction of the size', () => {
    expect(gainInstead('avatars')).toBeGreaterThan(10);
    const { specified, instead } = about('avatars');
    expect(instead?.bytes).toBeLessThan(specified.bytes / 2);
  });
});

it('each of the six indexes is measured, and measuring leaves all of them, and no other', () => {
  const measured = [...new Set(measurements.map(({ index }) => index))];
  expect(measured).toHaveLength(6);
  expect(indexes).toEqual(expect.arrayContaining(measured));
  expect(indexes).not.toContain(betterName);
});
