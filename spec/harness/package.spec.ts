import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { runCli } from '../support/cli.ts';
import { loadedBy } from '../support/loads.ts';

describe('a checkout without a build', () => {
  let checkout: string;

  beforeAll(async () => {
    checkout = await mkdtemp(join(tmpdir(), 'checkout-'));
    for (const path of ['bin', 'package.json', 'src/harness'])
      await cp(path, join(checkout, path), { recursive: true });
    await symlink(resolve('node_modules'), join(checkout, 'node_modules'));
  });
  afterAll(() => rm(checkout, { recursive: true, force: true }));

  const run = (...args: string[]) =>
    execFileSync(process.execPath, [join(checkout, 'bin/driftproof.js'), ...args], { encoding: 'utf8' });

  it('runs its sources', () => {
    expect(run('--version')).toBe(`${manifest.version}\n`);
    expect(run('history')).toMatch(/✓ files: 9 migrations/);
  });
});

/** What npm would pack, without building it. */
function packed(): string[] {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const [{ files }] = JSON.parse(execFileSync('npm', args, { encoding: 'utf8' })) as [
    { files: { path: string }[] },
  ];
  return files.map(({ path }) => path);
}

it('the package holds its way in, its build, its docs and what npm always takes along, and nothing else', () => {
  const files = packed();
  expect(files.filter((path) => !/^(bin|dist|docs)\//.test(path)).sort()).toEqual([
    'LICENSE',
    'README.md',
    'package.json',
    'schemas/report.json',
    'schemas/settings.json',
  ]);
  expect(files.filter((path) => /spec|\.ts$(?<!\.d\.ts)|^docs\/.*(?<!\.md)$/.test(path))).toEqual([]);
});

it('its version is told without loading any package', async () => {
  const files = await loadedBy(async (env) => {
    expect((await runCli(['--version'], { env })).stdout).toBe(`${manifest.version}\n`);
  });
  expect(files.filter((file) => file.includes('node_modules'))).toEqual([]);
});

it.each(['index', 'tests', 'github'])('dist/%s.js does nothing to the process that loads it', (name) => {
  const script = `await import(${JSON.stringify(resolve(`dist/${name}.js`))}); console.log('heard');`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(said).toBe('heard\n');
});
