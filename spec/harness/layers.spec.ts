import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

/** Folders of the harness from the top down: a file imports from its own folder and from those below. */
const layers = [
  'vitest',
  'cli',
  'commands',
  'report',
  'checks',
  'declared',
  'config',
  'cost',
  'rows',
  'runner',
  'history',
  'sql',
  'equivalence',
  'catalog',
  'diff',
  'postgres',
  'model',
];

const root = 'src';
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join(root, file));

interface Import {
  readonly from: string;
  readonly to: string;
}

const imports: Import[] = files.flatMap((from) =>
  [...readFileSync(from, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, to = '']) => ({
    from,
    to,
  })),
);

const internal = imports
  .filter(({ to }) => to.startsWith('.'))
  .map(({ from, to }) => ({ from, to: join(dirname(from), to) }));
const layerOf = (file: string): string => relative('src/harness', file).split('/')[0] ?? '';
const whoImports = (name: RegExp): string[] =>
  imports.filter(({ to }) => name.test(to)).map(({ from }) => from);

it('every folder of the harness has its place', () => {
  const folders = new Set(files.filter((file) => file.startsWith('src/harness')).map(layerOf));
  expect([...folders].filter((folder) => !layers.includes(folder))).toEqual([]);
});

it('imports go downwards', () => {
  const upwards = internal
    .filter(({ from }) => from.startsWith('src/harness'))
    .filter(({ from, to }) => layers.indexOf(layerOf(from)) > layers.indexOf(layerOf(to)));
  expect(upwards).toEqual([]);
});

it('the application and the harness never import each other', () => {
  const crossing = internal.filter(({ from, to }) => from.startsWith('src/lib') !== to.startsWith('src/lib'));
  expect(crossing).toEqual([]);
  const foreign = imports.filter(
    ({ from, to }) => from.startsWith('src/lib') && !/^(\.|drizzle-orm)/.test(to),
  );
  expect(foreign).toEqual([]);
});

it('only postgres/ imports the driver, only declared/ drizzle-kit, and nothing drizzle-orm', () => {
  expect([...new Set(whoImports(/^pg$/).map(layerOf))]).toEqual(['postgres']);
  expect([...new Set(whoImports(/^drizzle-kit/).map(layerOf))]).toEqual(['declared']);
  expect(whoImports(/^drizzle-orm/).filter((file) => file.startsWith('src/harness'))).toEqual([]);
});

it('the differ names no kind of object', async () => {
  const { kinds } = await import('../../src/harness/model/identity.ts');
  for (const file of files.filter((each) => layerOf(each) === 'diff'))
    for (const kind of kinds)
      expect(readFileSync(file, 'utf8'), file).not.toMatch(new RegExp(`['"\`]${kind}['"\`]`));
});

it('only main.ts ends the process', () => {
  const exiting = files.filter((file) => /process\.exit\b(?!Code)/.test(readFileSync(file, 'utf8')));
  expect(exiting).toEqual(['src/harness/cli/main.ts']);
});
