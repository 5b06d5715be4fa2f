import * as vitest from 'vitest';
import { readCatalog } from '../api/index.ts';
import { type CatalogMatchers, matchers } from './matchers.ts';
import type { TestOptions } from './migration-tests.ts';
import { nameTests } from './tests.ts';

export type { Catalog, CatalogObject, Value } from '../model/catalog.ts';
export type { Identity } from '../model/identity.ts';
export { type CatalogMatchers, readCatalog, type TestOptions };

vitest.expect.extend(matchers);

declare module 'vitest' {
  // The parameter has to be named as it is in vitest.
  interface Assertion<T> extends CatalogMatchers<T> {}
}

/**
 * Turns the history of a project into named tests, such as "0008 applies" and "0008_down leaves
 * no trace". Call it at the top of a spec file and wait for it: `await testMigrations('drizzle.config.ts')`.
 *
 * @param config the path of the project's drizzle config, from the working directory
 * @throws Problem when the config or the migrations folder cannot be read
 */
export const testMigrations = (config: string, options?: TestOptions): Promise<void> =>
  nameTests(vitest, config, options);
