import { execFile, execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { parse } from 'yaml';
import { historyOf, runIn, useStrangers, writeFiles } from '../../support/projects.ts';
import { type Made, made, make } from './made.ts';

const newStranger = useStrangers();
interface Expected {
  /** What became of its files, other than is usual. */
  readonly files?: Readonly<Record<string, string>>;
  /** The steps between the checkout and the installation. */
  readonly setUp: readonly object[];
  readonly install: string;
  readonly verify: string;
  /** The folder that it verifies in. */
  readonly in?: string;
}

/** What each kind of project gets. */
const expected: Readonly<Record<string, Expected>> = {
  'npm and TypeScript': {
    files: { spec: 'written migrations.spec.ts' },
    setUp: [{ 'node-version-file': '.nvmrc', cache: 'npm' }],
    install: 'npm ci',
    verify: 'npx driftproof verify',
  },
  'pnpm and modules': {
    files: { settings: 'written driftproof.config.js', spec: 'written test/migrations.test.js' },
    setUp: [{ version: 8 }, { 'node-version-file': 'package.json', cache: 'pnpm' }],
    install: 'pnpm install --frozen-lockfile',
    verify: 'pnpm exec driftproof verify',
  },
  'yarn and CommonJS': {
    files: { settings: 'written driftproof.config.js' },
    setUp: [{ 'node-version': 22, cache: 'yarn' }],
    install: 'yarn install --frozen-lockfile',
    verify: 'yarn run driftproof verify',
  },
  'a newer yarn': {
    setUp: [{ run: 'corepack enable' }, { 'node-version': 22, cache: 'yarn' }],
    install: 'yarn install --immutable',
    verify: 'yarn run driftproof verify',
  },
  bun: {
    setUp: [{ uses: 'oven-sh/setup-bun@735343b667d3e6f658f44d0eca948eb6282f2b76' }, { 'node-version': 22 }],
    install: 'bun install --frozen-lockfile',
    verify: 'bun run driftproof verify',
  },
  'no lock file': {
    setUp: [{ 'node-version': 22 }],
    install: 'npm install',
    verify: 'npx driftproof verify',
  },
  'a monorepo of pnpm': {
    files: {
      workflow: 'written TOP/.github/workflows/driftproof.yml',
      spec: 'written migrations.spec.ts',
      attributes: 'written TOP/.gitattributes',
    },
    setUp: [
      { uses: 'pnpm/action-setup@a7487c7e89a18df4991f7f222e4898a00d66ddda' },
      { 'node-version': 22, cache: 'pnpm' },
    ],
    install: 'pnpm install --frozen-lockfile',
    verify: 'pnpm exec driftproof verify',
    in: 'packages/db',
  },
  'a package with a lock file of its own': {
    files: {
      settings: 'written driftproof.config.js',
      workflow: 'written TOP/.github/workflows/driftproof.yml',
      attributes: 'written TOP/.gitattributes',
    },
    setUp: [{ 'node-version': 22, cache: 'npm', 'cache-dependency-path': 'back end/db/package-lock.json' }],
    install: 'npm ci',
    verify: 'npx driftproof verify',
    in: 'back end/db',
  },
  'no repository': {
    files: { attributes: 'left out .gitattributes' },
    setUp: [{ 'node-version': 22, cache: 'npm' }],
    install: 'npm ci',
    verify: 'npx driftproof verify',
  },
};

const usual = {
  settings: 'written driftproof.config.ts',
  workflow: 'written .github/workflows/driftproof.yml',
  spec: 'left out a spec file for vitest',
  attributes: 'written .gitattributes',
  baseline: 'written driftproof.baseline.json',
};

interface Step {
  readonly uses?: string;
  readonly with?: object;
  readonly run?: string;
  readonly 'working-directory'?: string;
}

const stepsOf = async (top: string): Promise<Step[]> =>
  parse(await readFile(join(top, '.github/workflows/driftproof.yml'), 'utf8')).jobs.verify.steps;

describe.each(Object.entries(expected))('%s', (kind, { files, setUp, install, verify, in: within }) => {
  const project = made[kind] as Made;

  it('gets what it needs, after which verify agrees and the workflow can be run', async () => {
    const top = await newStranger({}, false);
    const home = await make(top, project);
    const first = await runIn(home, ['init']);
    const states = first.files.map(({ state, path }) => `${state} ${path.replace(top, 'TOP')}`);
    expect(states).toEqual(Object.values({ ...usual, ...files }));
    expect(first).toMatchObject({ code: 0, serious: [], unanswered: [] });
    expect(await runIn(home, ['verify'])).toMatchObject({ code: 0, serious: [] });

    const [checkout, ...steps] = await stepsOf(top);
    expect(checkout).toMatchObject({
      uses: expect.stringMatching(/^actions\/checkout@[0-9a-f]{40}$/),
      with: { 'fetch-depth': 0 },
    });
    expect(steps.slice(0, setUp.length).map(saidOf)).toEqual(setUp);
    const commands = steps.slice(setUp.length);
    expect(commands.map(({ run }) => run)).toEqual([install, `${verify} --base "origin/$BASE"`, verify]);
    expect(commands.slice(1).map((step) => step['working-directory'])).toEqual([within, within]);
    if (project.repository !== false) runSteps(top, commands.slice(1));
  }, 240_000);
});

/** What tells a step from another. */
const saidOf = ({ uses, with: inputs, run }: Step) => inputs ?? (uses ? { uses } : { run });

/** As the runner does: each in a shell, in its folder. The server alone is not the one that CI would start. */
function runSteps(top: string, steps: readonly Step[]): void {
  for (const step of steps)
    execFileSync('bash', ['-e', '-c', `${step.run} --server "$SERVER"`], {
      cwd: join(top, step['working-directory'] ?? ''),
      env: {
        PATH: `${standIns}:${process.env.PATH}`,
        HOME: top,
        BASE: 'trunk',
        SERVER: inject('serverUrl'),
      },
      stdio: 'pipe',
    });
}

/** Stand for package managers that are not here: they run what is installed. */
const standIns = resolve('spec/harness/init/stand-ins');

it.each(['npm and TypeScript', 'pnpm and modules', 'a monorepo of pnpm'])(
  'vitest runs the spec file of %s: it passes, and fails on a new migration without a down file',
  async (kind) => {
    const top = await newStranger({}, false);
    const home = await make(top, made[kind] as Made);
    const { files } = await runIn(home, ['init']);
    const spec = files[2]?.path ?? '';
    const env = { ...process.env, CI: 'true' };
    const vitest = [resolve('node_modules/vitest/vitest.mjs'), 'run', '--reporter=verbose', join(home, spec)];
    const run = () => promisify(execFile)(process.execPath, vitest, { cwd: top, env });
    expect((await run()).stdout).toContain('no migration-down-missing');
    await writeFiles(home, historyOf(['CREATE TABLE a (id integer);'], ['SELECT 1;']));
    await expect(run()).rejects.toMatchObject({
      stderr: expect.stringMatching(/no migration-down-missing[\s\S]*0001_step/),
    });
  },
  120_000,
);
