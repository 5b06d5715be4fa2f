import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

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

it('the package holds its way in, its build and what npm always takes along, and nothing else', () => {
  const printed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    encoding: 'utf8',
  });
  const [{ files }] = JSON.parse(printed) as [{ files: { path: string }[] }];
  const rest = files.map(({ path }) => path).filter((path) => !/^(bin|dist)\//.test(path));
  expect(rest.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  expect(files.filter(({ path }) => /spec|\.ts$(?<!\.d\.ts)/.test(path))).toEqual([]);
});
