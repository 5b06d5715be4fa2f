import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { blocksOf, readPage } from '../docs/markdown.ts';
import { installIn } from '../support/install.ts';
import { runPrinted } from '../support/printed.ts';
import { useStrangers } from '../support/projects.ts';
import { useScratchDatabases } from '../support/scratch.ts';
import { openChromium } from './chromium.ts';

const write = useStrangers();
const databases = useScratchDatabases();

/** What the README tells to run in a project of one's own, without what comes before and after the words. */
const steps = (blocksOf(readPage('README.md'), 'sh')[0] ?? '')
  .split('\n')
  .map((line) => /npx driftproof ([^#]*)/.exec(line)?.[1]?.trim() ?? '')
  .filter(Boolean);

const schema = (more = ''): string => `
import { boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
export const customers = pgTable('customers', { id: integer().primaryKey().generatedAlwaysAsIdentity(), email: text().notNull().unique() });
export const orders = pgTable('orders', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  customerId: integer('customer_id').notNull().references(() => customers.id),${more}
}, (t) => [index('orders_customer_idx').on(t.customerId)]);
`;

let browser: Browser;
let folder = '';

async function run(program: string, words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { PATH = '', HOME = '' } = process.env;
  const options = { cwd: folder, env: { PATH, HOME, CI: 'true', ...env } };
  const ran = promisify(execFile)(
    process.execPath,
    [join(folder, 'node_modules', program), ...words],
    options,
  );
  return ran.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code: Number(code), stdout: String(stdout), stderr: String(stderr) }),
  );
}

const kit = (...words: readonly string[]) => run('drizzle-kit/bin.cjs', words);

/** A line of the README, on the server of this suite. */
const driftproof = (line: string, env: Readonly<Record<string, string>> = {}) =>
  run(
    'driftproof/bin/driftproof.js',
    [...line.split(' '), ...(line.startsWith('history') ? [] : ['--server', inject('serverUrl')])],
    env,
  );

beforeAll(async () => {
  browser = await openChromium();
  folder = await write(
    {
      'package.json': '{"type":"module"}',
      'drizzle.config.ts':
        "export default { dialect: 'postgresql', schema: './schema.ts', out: './drizzle', dbCredentials: { url: process.env.DATABASE_URL } };",
      'schema.ts': schema(),
    },
    false,
  );
  await installIn(folder);
  await kit('generate', '--name', 'shop');
  await writeFile(
    join(folder, 'schema.ts'),
    schema("\n  isPaid: boolean('is_paid').notNull().default(false),"),
  );
  await kit('generate', '--name', 'paid');
}, 120_000);
afterAll(() => browser?.close());

it('a newcomer who follows the README gets a pass on one screen, a drift in every shape, its repair, and a clean check', async () => {
  expect(steps).toEqual(['history', 'down --write', 'verify', 'drift']);

  const history = await driftproof('history');
  expect([history.code, history.stdout]).toEqual([2, expect.stringContaining('driftproof down --write')]);
  expect((await driftproof('down --write')).code).toBe(0);
  const verify = await driftproof('verify');
  expect(verify.code, verify.stdout + verify.stderr).toBe(0);
  expect(verify.stdout.split('\n').length).toBeLessThanOrEqual(24);

  const live = await databases.create();
  const env = { DRIFTPROOF_URL: live.url.href };
  const migrated = await run('drizzle-kit/bin.cjs', ['migrate'], { DATABASE_URL: live.url.href });
  expect(migrated.code, migrated.stderr).toBe(0);
  expect((await driftproof('drift', env)).code).toBe(0);

  await live.run(
    'DROP INDEX orders_customer_idx; ALTER TABLE orders ALTER is_paid SET DEFAULT true; ALTER TABLE orders DISABLE TRIGGER ALL',
  );
  const summary = join(folder, 'summary.md');
  const drifted = await driftproof(
    'drift --format text --format html --output drift.html --format sarif --output drift.sarif',
    { ...env, GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary },
  );
  const found = ['column-default', 'foreign-key-switched-off', 'index-missing'];
  expect(drifted.code).toBe(2);
  for (const rule of found) expect(drifted.stdout).toContain(` ${rule} culprit: database\n`);
  const sarif = JSON.parse(await readFile(join(folder, 'drift.sarif'), 'utf8'));
  expect(sarif.runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId).sort()).toEqual(found);
  expect(await shownByPage(join(folder, 'drift.html'))).toEqual(found);
  expect(await shownBySummary(await readFile(summary, 'utf8'))).toEqual(found);

  const { stdout: repair } = await driftproof('repair', env);
  await runPrinted(live, repair);
  expect((await driftproof('drift', env)).code).toBe(0);
}, 300_000);

/** The rules that the page shows, opened from disk. */
async function shownByPage(file: string): Promise<string[]> {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  expect(await page.locator('h1').innerText()).toBe('✗ driftproof drift: findings');
  expect(await page.getByRole('link', { name: /^Table public\.orders/ }).isVisible()).toBe(true);
  const rules = await page.locator('details[open] h3:visible').allInnerTexts();
  await page.close();
  return rules.sort();
}

/** The rules in the table of a job's summary, which GitHub makes HTML of, with a diagram that Mermaid draws. */
async function shownBySummary(text: string): Promise<string[]> {
  const page = await browser.newPage();
  const options = { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true };
  await page.setContent(micromark(text, options));
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js') });
  const drawn = await page.evaluate(
    "mermaid.render('x', document.querySelector('.language-mermaid').textContent).then(({ svg }) => svg)",
  );
  expect(drawn).toContain('public.orders');
  const rules = await page.locator('tbody tr td:nth-child(2)').allInnerTexts();
  await page.close();
  return rules.sort();
}
