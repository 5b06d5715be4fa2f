// `driftproof/vitest`. Node does not read TypeScript below node_modules: jiti does, and keeps what it translated.
import { createJiti } from 'jiti';
import * as vitest from 'vitest';

const jiti = createJiti(import.meta.url);
const { matchers } = await jiti.import('./matchers.ts');
const { nameTests } = await jiti.import('./tests.ts');

vitest.expect.extend(matchers);

export const { readCatalog } = await jiti.import('./read-catalog.ts');
export const testMigrations = (config, options) => nameTests(vitest, config, options);
