// A stranger's code, which the packed tarball has to run and to type: see .ci/package.
import {
  type Catalog,
  defineConfig,
  drift,
  findingsOf,
  formatReport,
  history,
  readCatalog,
  verify,
} from 'driftproof';
import { testMigrations } from 'driftproof/vitest';

export default defineConfig({ severity: { 'column-order': 'warning' } });

export const asked: ((url: string) => Promise<unknown>)[] = [
  (url) => drift({ url, server: 'embedded' }),
  (url) => readCatalog(url).then((catalog: Catalog) => catalog.objects.map(({ id }) => id.name.length)),
  () => testMigrations('drizzle.config.ts', { failOn: 'info', rows: 0 }),
  // @ts-expect-error: a typo in an option
  () => verify({ rws: 0 }),
  // @ts-expect-error: not a severity
  () => testMigrations('drizzle.config.ts', { failOn: 'grave' }),
  // @ts-expect-error: a finding has no such field
  async () => findingsOf(await history()).map(({ colour }) => colour),
  // @ts-expect-error: not a severity
  async () => defineConfig({ severity: { 'column-order': 'grave' } }),
];

const report = await history();
if (findingsOf(report).length > 0) throw new Error(await formatReport(report));
