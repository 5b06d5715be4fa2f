import {
  type BaselineOptions,
  baseline,
  defineConfig,
  drift,
  findingsOf,
  formatReport,
  history,
  Problem,
  readCatalog,
  status,
  type VerifyOptions,
  verify,
} from 'driftproof';
import { describe, expect, inject, it } from 'vitest';
import { migrateByDrizzle } from '../../support/application.ts';
import { useProjects } from '../../support/cli.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const newProject = useProjects();
const server = inject('serverUrl');

async function migratedDatabase() {
  const database = await databases.create();
  await migrateByDrizzle(database.url);
  return database;
}

describe('a command is a function of plain options that gives a report', () => {
  it('history', async () => {
    const report = await history({ cwd: await newProject() });
    expect(report).toMatchObject({ command: 'history', verdicts: [{ question: 'files', findings: [] }] });
  });

  it('status, whose database the environment may name', async () => {
    const { url } = await migratedDatabase();
    const report = await status({ env: { DRIFTPROOF_URL: url.href } });
    expect(report.migrationStatus?.map(({ state }) => state)).toEqual(Array(9).fill('applied'));
  });

  it('verify, with what it says on the way', async () => {
    const notes: string[] = [];
    const report = await verify({ server, rows: 0, cost: false, onNote: (text) => notes.push(text) });
    expect(report.steps).toHaveLength(9);
    expect(findingsOf(report).filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(notes.join()).toMatch(/^scratch databases on the server at /);
  });

  it('drift, whose findings are told from the working directory', async () => {
    const database = await migratedDatabase();
    await database.run('DROP INDEX output_asset_is_removed_idx');
    const [finding] = findingsOf(await drift({ cwd: await newProject(), url: database.url.href, server }));
    expect(finding).toMatchObject({
      rule: 'index-missing',
      source: { file: 'drizzle/migrations/0008_add_persistence_and_reference_images.sql' },
    });
  });
});

it('a report is printed as the command line prints it', async () => {
  const report = await history();
  expect(await formatReport(report)).toMatch(/^driftproof history\n\n✓ files: 9 migrations\n/);
  expect(JSON.parse(await formatReport(report, 'json'))).toMatchObject({ version: 2, command: 'history' });
  await expect(formatReport(report, 'xml')).rejects.toThrow(/^there is no format "xml"; use text, json/);
});

it('a catalog is read without the ledger', async () => {
  const { objects } = await readCatalog((await migratedDatabase()).url.href);
  expect(objects.filter(({ id }) => id.kind === 'table').map(({ id }) => id.name)).toContain('outputs');
  expect(objects.filter(({ id }) => id.schema === 'drizzle')).toEqual([]);
});

it('settings are typed, and are what they were', () => {
  const config = { severity: { 'column-order': 'warning' } } as const;
  expect(defineConfig(config)).toBe(config);
});

const wrong: [string, () => Promise<unknown>, RegExp][] = [
  [
    'no project',
    () => history({ cwd: '/' }),
    /^Problem: \.: no drizzle\.config\.ts found here or in a folder above/,
  ],
  ['no database', () => drift({ env: {} }), /^Problem: no database URL is given/],
  [
    'an empty name of one',
    () => status({ env: { DRIFTPROOF_URL: '' } }),
    /^Problem: no database URL is given/,
  ],
  ['no such server', () => verify({ server: 'embeded' }), /there is no server kind "embeded"/],
  [
    'fewer rows than none',
    () => verify({ rows: -1 }),
    /^Problem: rows is -1; use a whole number from 0 to 10000$/,
  ],
  ['half a row', () => verify({ rows: 0.5 }), /^Problem: rows is 0\.5; /],
  ['a text for a number', () => verify({ seed: '7' } as unknown as VerifyOptions), /^Problem: seed is "7"; /],
  [
    'no time at all',
    () => history({ timeout: 0 }),
    /^Problem: timeout is 0; use a whole number from 1 to 86400$/,
  ],
  [
    'a baseline of new migrations alone',
    () => baseline({ since: '0000_x' } as BaselineOptions),
    /^Problem: a baseline is of all migrations, not only of those that are new; leave since and base out$/,
  ],
  ['one size', () => verify({ sizes: [10] }), /^Problem: sizes is \[10\]; give two numbers of rows/],
  ['sizes the other way round', () => verify({ sizes: [10, 1] }), /^Problem: sizes is \[10,1\]; /],
];

it.each(wrong)('%s is a Problem that says what to do', async (_, ask, message) => {
  const problem = await ask().catch((error: Error) => error);
  expect(problem).toBeInstanceOf(Problem);
  expect(String(problem)).toMatch(message);
});

it('no password stands in a Problem', async () => {
  const url = 'postgres://reader:Tr0ub4dor@127.0.0.1:1/app';
  for (const ask of [() => drift({ url }), () => readCatalog(url), () => verify({ server: url })]) {
    const told = await ask().then(JSON.stringify, String);
    expect(told).toContain('127.0.0.1:1/app');
    expect(told).not.toContain('Tr0ub4dor');
  }
});
