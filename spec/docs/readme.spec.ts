import { readFileSync } from 'node:fs';
import { expect, inject, it } from 'vitest';
import { migrateByDrizzle } from '../support/application.ts';
import { onSuiteServer, runCli } from '../support/cli.ts';
import { useScratchDatabases } from '../support/scratch.ts';
import { blocksOf, notPrinted, outputOf, pages, readPage, tableIn } from './markdown.ts';

const databases = useScratchDatabases();
const readme = readPage('README.md');
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

it('is for one sitting', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(130);
});

it('shows what verify prints', async () => {
  const { stdout, code } = await runCli(['verify', '--no-cost', ...onSuiteServer()]);
  const example = outputOf(readme, 'npx driftproof verify --server embedded --no-cost');
  expect(notPrinted(example, stdout)).toBeUndefined();
  expect(code).toBe(0);
});

it('shows what drift prints', async () => {
  const database = await databases.create();
  await migrateByDrizzle(database.url);
  await database.run(`DROP INDEX output_asset_is_removed_idx; ALTER TABLE output_asset ALTER is_removed SET DEFAULT true;
    ALTER TABLE reference_images DISABLE TRIGGER ALL`);
  const env = { DRIFTPROOF_URL: database.url.href };
  const { stdout, code } = await runCli(['drift', ...onSuiteServer()], { env });
  expect(notPrinted(outputOf(readme, 'npx driftproof drift'), stdout)).toBeUndefined();
  expect(code).toBe(2);
});

/** Commands of the shell in the README, one a line, without comments. */
const commands = blocksOf(readme, 'sh').flatMap((block) =>
  block
    .split(/\n|&&/)
    .map((line) => line.replace(/#.*/, '').trim())
    .filter(Boolean),
);

it.each(commands.filter((line) => line.includes('npx driftproof')))(
  '%s can be run',
  async (line) => {
    const [, name = ''] = /npx driftproof (\w+)/.exec(line) ?? [];
    const database = await databases.create();
    await migrateByDrizzle(database.url);
    const server = ['down', 'verify', 'drift'].includes(name) ? ['--server', inject('serverUrl')] : [];
    const { code } = await runCli([name, ...server], { env: { DRIFTPROOF_URL: database.url.href } });
    expect(code).toBe(0);
  },
  120_000,
);

it('names commands of npm that exist', () => {
  for (const [, script = ''] of pages
    .map(readPage)
    .join('\n')
    .matchAll(/npm run ([\w:-]+)/g))
    expect(manifest.scripts).toHaveProperty([script]);
  expect(commands.filter((line) => line.startsWith('npm'))).toEqual([
    `npm install --save-dev ./driftproof-${manifest.version}.tgz`,
    'npm install',
    'npm test',
  ]);
});

it('lists every command with its question', async () => {
  const { stdout } = await runCli(['--help']);
  const inOneLine = stdout.replace(/\n {10,}/g, ' ');
  const listed = [...inOneLine.matchAll(/^ {2}(\w+) \[options\](?: \[\w+\.\.\.\])?\s+(.+)$/gm)].map(
    ([, name, about]) => [`\`driftproof ${name}\``, about],
  );
  const [, , ...rows] = tableIn(readme, '| command |');
  expect(rows.map(([command, question]) => [command, question])).toEqual(listed);
});
