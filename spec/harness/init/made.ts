import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { installIn } from '../../support/install.ts';
import { type Files, historyOf, writeFiles } from '../../support/projects.ts';

/** A project before `init`: its files, and where its drizzle config and its packages are. */
export interface Made {
  readonly files: Files;
  /** The folder of the config, from the root of the repository. */
  readonly home?: string;
  /** The folder of the node_modules. */
  readonly packages?: string;
  readonly repository?: boolean;
}

const config = (language: 'ts' | 'esm' | 'commonjs'): Files => {
  const text = "{ dialect: 'postgresql', schema: './schema.ts' };\n";
  if (language === 'ts') return { 'drizzle.config.ts': `export default ${text}` };
  return { 'drizzle.config.js': `${language === 'esm' ? 'export default' : 'module.exports ='} ${text}` };
};

/** A table, and a migration that makes it, without a down file. */
export function projectIn(home: string, language: 'ts' | 'esm' | 'commonjs', manifest: object = {}): Files {
  const files: Files = {
    ...config(language),
    ...historyOf(['CREATE TABLE a (id integer);']),
    'schema.ts': `import * as d from 'drizzle-orm/pg-core';\nexport const a = d.pgTable('a', { id: d.integer() });`,
    'package.json': JSON.stringify({
      name: 'made',
      ...(language === 'esm' ? { type: 'module' } : {}),
      devDependencies: { driftproof: '*' },
      ...manifest,
    }),
  };
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [join(home, path), text]));
}

export const vitest = { devDependencies: { vitest: '^4.0.0' } };

const inPackage = { home: 'packages/db' };

/** A project of each kind. */
export const made: Readonly<Record<string, Made>> = {
  'npm and TypeScript': {
    files: { ...projectIn('', 'ts', vitest), 'package-lock.json': '{}', '.nvmrc': '22' },
  },
  'pnpm and modules': {
    files: {
      ...projectIn('', 'esm', { ...vitest, engines: { node: '>=22' } }),
      'pnpm-lock.yaml': "lockfileVersion: '6.0'\n",
      'test/unit/deep.test.js': 'export {};',
      'test/first.test.js': 'export {};',
    },
  },
  'yarn and CommonJS': {
    files: { ...projectIn('', 'commonjs'), 'yarn.lock': '# yarn lockfile v1\n' },
  },
  'a newer yarn': {
    files: { ...projectIn('', 'ts'), 'yarn.lock': '__metadata:\n  version: 8\n', 'package-lock.json': '{}' },
  },
  bun: { files: { ...projectIn('', 'ts'), 'bun.lock': '{ "lockfileVersion": 1 }' } },
  'no lock file': { files: projectIn('', 'ts') },
  'a monorepo of pnpm': {
    ...inPackage,
    files: {
      'package.json': '{"packageManager":"pnpm@9.15.0","devDependencies":{"vitest":"4"}}',
      'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
      ...projectIn('packages/db', 'ts'),
    },
  },
  'a package with a lock file of its own': {
    home: 'back end/db',
    packages: 'back end/db',
    files: { ...projectIn('back end/db', 'esm'), 'back end/db/package-lock.json': '{}' },
  },
  'no repository': { repository: false, files: { ...projectIn('', 'ts'), 'package-lock.json': '{}' } },
};

/** Runs git as somebody. */
export const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=someone', '-c', 'user.email=someone@example.com', ...args], {
    cwd,
    encoding: 'utf8',
    stdio: 'pipe',
  });

/** Makes a project of what a kind needs, installed and committed. Returns the folder of its config. */
export async function make(folder: string, { files, home = '', packages = '', repository = true }: Made) {
  await writeFiles(folder, { ...files, '.gitignore': 'node_modules\n' });
  await installIn(join(folder, packages));
  await mkdir(join(folder, packages, 'node_modules/.bin'));
  await chmod(join(folder, packages, 'node_modules/driftproof/bin/driftproof.js'), 0o755);
  await symlink('../driftproof/bin/driftproof.js', join(folder, packages, 'node_modules/.bin/driftproof'));
  if (repository) commit(folder, 'init', '--quiet', '--initial-branch=trunk');
  return join(folder, home);
}

function commit(folder: string, ...init: readonly string[]): void {
  git(folder, ...init);
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '--message', 'before');
  git(folder, 'update-ref', 'refs/remotes/origin/trunk', 'HEAD');
  git(folder, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
}
