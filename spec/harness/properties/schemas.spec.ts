import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diff } from '../../../src/harness/diff/diff.ts';
import type { Catalog } from '../../../src/harness/model/catalog.ts';
import { keyOf } from '../../../src/harness/model/identity.ts';
import { anHour, parameters } from '../../lib/support/settings.ts';
import { serialize } from '../../support/serialize.ts';
import { anySchema } from './arbitrary.ts';
import { generated, useBenches } from './bench.ts';
import type { SchemaModel } from './model.ts';
import { mutationsOf } from './mutations.ts';
import { reprints } from './reprint.ts';

const benches = useBenches();

/** Checks a sentence over random schemas. */
function schemaRule(
  sentence: string,
  runs: number,
  holds: (model: SchemaModel, chosen: number) => Promise<void>,
) {
  const property = fc.asyncProperty(anySchema, fc.nat(), holds);
  it(sentence, () => fc.assert(property, parameters(runs)), anHour);
}

schemaRule('drizzle-kit generates the same for the same schema', 50, async (model) => {
  expect(await generated(model)).toEqual(await generated(structuredClone(model)));
});

schemaRule('a schema built twice, statement by statement and all at once, is the same', 40, async (model) => {
  const statements = await generated(model);
  const one = await benches.build(0, statements);
  const other = await benches.build(1, [statements.join('\n')]);
  expect(serialize(other)).toBe(serialize(one));
  expect(await benches.found(one, other)).toEqual([]);
});

schemaRule('a schema made again from what Postgres prints of it agrees', 40, async (model) => {
  const statements = await generated(model);
  const one = await benches.build(0, statements);
  await benches.build(1, statements);
  await benches.run(1, "SET search_path = ''");
  for (const query of reprints) {
    const [rows = []] = await benches.run(1, query);
    for (const row of rows) await benches.run(1, String(Object.values(row)[0]));
  }
  await benches.run(1, 'RESET search_path');
  expect(await benches.found(one, await benches.read(1))).toEqual([]);
});

schemaRule('one change is that one finding, and its mirror', 60, async (model, chosen) => {
  const statements = await generated(model);
  const before = await benches.build(0, statements);
  await benches.build(1, statements);
  const mutations = mutationsOf(model);
  const { sql, findings } = mutations[chosen % mutations.length] ?? { sql: '', findings: [] };
  await benches.run(1, sql);
  const after = await benches.read(1);
  expect({ sql, found: await benches.found(before, after) }).toEqual({ sql, found: findings });
  expect(keysOf(after, before)).toEqual(keysOf(before, after));
});

const keysOf = (a: Catalog, b: Catalog): string[] =>
  diff(a.objects, b.objects).map(({ object }) => keyOf(object.id));
