import { beforeAll } from 'vitest';
import { catalogIn } from '../../../src/harness/catalog/read.ts';
import type { Catalog } from '../../../src/harness/model/catalog.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { findingsBetween, nameOf } from '../corpus/findings.ts';
import type { SchemaModel } from './model.ts';
import { schemas } from './names.ts';
import { render } from './render.ts';

/** What drizzle-kit's generator makes of a model. */
export async function generated(model: SchemaModel): Promise<string[]> {
  const { generateDrizzleJson, generateMigration } = await import('drizzle-kit/api');
  const before = generateDrizzleJson({});
  return generateMigration(
    before,
    generateDrizzleJson(Object.fromEntries(render(model).entries()), before.id),
  );
}

/** Empties a database, all but quietly. */
const empty = `SET client_min_messages = warning; ${schemas.map((name) => `DROP SCHEMA IF EXISTS "${name}" CASCADE`).join('; ')};
  CREATE SCHEMA public`;

/** Two databases that random schemas are built in, one after another. */
export function useBenches() {
  const databases = useScratchDatabases();
  const benches: Scratch[] = [];
  beforeAll(async () => {
    benches.push(await databases.create(), await databases.create());
  });
  const bench = (which: 0 | 1): Scratch => benches[which] as Scratch;
  return {
    /** Builds a schema from nothing, and reads it. */
    async build(which: 0 | 1, statements: readonly string[]): Promise<Catalog> {
      await bench(which).run(empty);
      for (const statement of statements) await bench(which).run(statement);
      return catalogIn(bench(which));
    },
    run: (which: 0 | 1, sql: string) => bench(which).run(sql),
    read: (which: 0 | 1): Promise<Catalog> => catalogIn(bench(which)),
    /** All that is found between two catalogs, the first bench being as the first of them says. */
    async found(expected: Catalog, actual: Catalog): Promise<string[]> {
      return (await findingsBetween(expected, actual, bench(0))).map(nameOf).sort();
    },
  };
}
