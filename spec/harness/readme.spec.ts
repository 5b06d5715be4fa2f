import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { folderRules } from '../../src/harness/checks/rules/folder-rules.ts';
import { ledgerRules } from '../../src/harness/checks/rules/ledger-rules.ts';
import { runningRules } from '../../src/harness/checks/rules/running-rules.ts';
import { migrateByDrizzle } from '../support/application.ts';
import { onSuiteServer, runCli } from '../support/cli.ts';
import { useScratchDatabases } from '../support/scratch.ts';

const databases = useScratchDatabases();
const readme = readFileSync('README.md', 'utf8');

/** The output that the README shows below a command. */
function shown(command: string): string {
  const block = readme.split('```').find((each) => each.startsWith(`console\n$ ${command}\n`));
  if (!block) throw new Error(`the README does not show ${command}`);
  return block.split('\n').slice(2).join('\n').trim();
}

/** Times and the servers' own lines differ from run to run. */
const steady = (output: string): string[] =>
  output
    .replace(/ +\d+ ms/g, ' … ms')
    .split('\n')
    .filter((line) => !/^ {2}(scratch server|live database|expected)/.test(line));

it('shows what verify prints', async () => {
  const { stdout, code } = await runCli(['verify', '--no-cost', ...onSuiteServer()]);
  const [beginning = '', end = ''] = shown('npx driftproof verify --server embedded --no-cost').split('…\n');
  const printed = steady(stdout);
  expect(printed.slice(0, steady(beginning).length - 1)).toEqual(steady(beginning).slice(0, -1));
  expect(printed.at(-2)).toBe(steady(end)[0]);
  expect(code).toBe(0);
});

it('shows what a migration costs', async () => {
  const { stdout } = await runCli(['verify', ...onSuiteServer()]);
  const table = shown('npx driftproof verify --server embedded').replace(/^…\n|\n…$/g, '');
  expect(table.split('\n').length).toBeGreaterThan(10);
  expect(steady(stdout).join('\n')).toContain(steady(table).join('\n'));
}, 120_000);

it('shows what drift prints', async () => {
  const database = await databases.create();
  await migrateByDrizzle(database.url);
  await database.run(`DROP INDEX output_asset_is_removed_idx; ALTER TABLE output_asset ALTER is_removed SET DEFAULT true;
    ALTER TABLE reference_images DISABLE TRIGGER ALL`);
  const { stdout, code } = await runCli(['drift', ...onSuiteServer()], {
    env: { DRIFTPROOF_URL: database.url.href },
  });
  expect(steady(stdout.trim())).toEqual(steady(shown('npx driftproof drift')));
  expect(code).toBe(2);
});

interface Rule {
  readonly severity: string;
  readonly means: string;
}

const tableOf = (rules: Readonly<Record<string, Rule>>): string => {
  const rows = Object.entries(rules).map(
    ([id, { severity, means }]) => `| \`${id}\` | ${severity} | ${means} |`,
  );
  return ['| rule | severity | what is wrong |', '| --- | --- | --- |', ...rows].join('\n');
};

it.each([
  ['rules', { ...folderRules, ...ledgerRules }],
  ['running rules', runningRules],
])('lists the %s', (mark, table) => {
  const [, listed] = readme.split(new RegExp(`<!-- /?${mark} -->`));
  expect(listed?.trim()).toBe(tableOf(table));
});

it.each(['drifts found', 'controls reported'])('quotes the bench of the peers: %s', (row) => {
  const numbersOf = (file: string): string[] | undefined =>
    readFileSync(file, 'utf8')
      .split('\n')
      .find((line) => line.replaceAll('*', '').startsWith(`| ${row} |`))
      ?.match(/\d+/g)
      ?.map(String);
  expect(numbersOf('README.md')).toEqual(numbersOf('spec/bench/peers.md'));
});

/** The table of faults, a line for each kind, added up from the lines of a campaign. */
function faultsTable(page: string): string {
  const sums = new Map<string, readonly number[]>();
  for (const line of page.split('\n').filter((each) => /\| (between|inside) \| \d/.test(each))) {
    const [name = '', , , ...cells] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const numbers = cells.map(Number);
    sums.set(
      name,
      (sums.get(name) ?? numbers.map(() => 0)).map((sum, at) => sum + (numbers[at] ?? 0)),
    );
  }
  const rows = [...sums].map(
    ([name, [times, before, after, at, between, , right]]) =>
      `| ${[name, times, before, after, at, between, right].join(' | ')} |`,
  );
  const head = '| injected | times | before | after | at a statement | between | then up and down right |';
  return [head, '| --- | --: | --: | --: | --: | --: | --: |', ...rows].join('\n');
}

it('quotes the table of faults', () => {
  const [, quoted] = readme.split(/<!-- \/?faults -->/);
  expect(quoted?.trim()).toBe(faultsTable(readFileSync('spec/faults/embedded.md', 'utf8')));
});

it('names commands that exist', () => {
  const scripts = JSON.parse(readFileSync('package.json', 'utf8')).scripts;
  for (const [, script = ''] of readme.matchAll(/npm run ([\w:-]+)/g))
    expect(scripts).toHaveProperty([script]);
});
