import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

/** Folders of the harness from the top down: a file imports from its own folder and from those below. */
const layers = [
  'github',
  'vitest',
  'cli',
  'api',
  'commands',
  'report',
  'checks',
  'plan',
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
  'cache',
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

it('imports go in no circle', () => {
  const open = new Set<string>();
  const closed = new Set<string>();
  const circles: string[] = [];
  const follow = (file: string, path: readonly string[]): void => {
    if (open.has(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (open.has(file) || closed.has(file)) return;
    open.add(file);
    for (const { from, to } of internal) if (from === file) follow(to, [...path, file]);
    open.delete(file);
    closed.add(file);
  };
  for (const file of files) follow(file, []);
  expect(circles).toEqual([]);
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
  expect(whoImports(/^drizzle-kit/)).toEqual([]);
  const whoLoads = files.filter((file) => readFileSync(file, 'utf8').includes('drizzle-kit/api'));
  expect([...new Set(whoLoads.map(layerOf))]).toEqual(['declared']);
  expect(whoImports(/^drizzle-orm/).filter((file) => file.startsWith('src/harness'))).toEqual([]);
});

/**
 * Who asks a server's system catalogs, and for what. What is compared is read in catalog/ alone; the others ask a scratch
 * database, or the ledger, for what they need to go on, and make no objects of it.
 */
const askers = {
  catalog: 'definitions, which are compared',
  equivalence: 'how a server prints what was put there to see it printed',
  cost: 'what a step did: locks, rewrites, counters, column slots',
  plan: 'what a planned statement looks up by itself when it runs',
  rows: 'what a row must look like to be taken, and what a table holds',
  runner: 'what a step has left half done',
  history: 'whether the ledger is a table that can be read safely',
  postgres: 'databases and roles that runs have left behind',
};

/** pg_class, pg_attribute …: the system catalogs and views of the Postgres manual, in statements. */
const asksCatalogs = /\b(FROM|JOIN)\s+(pg_catalog\.)?pg_\w+|\binformation_schema\.\w+/i;

it('catalog SQL stands in catalog/', () => {
  const asking = files.filter((file) => asksCatalogs.test(readFileSync(file, 'utf8')));
  expect([...new Set(asking.map(layerOf))].sort()).toEqual(Object.keys(askers).sort());
  const making = whoImports(/model\/(catalog|identity)\.ts$/);
  expect(asking.filter((file) => layerOf(file) !== 'catalog' && making.includes(file))).toEqual([]);
});

it('the differ names no kind of object', async () => {
  const { kinds } = await import('../../src/harness/model/identity.ts');
  for (const file of files.filter((each) => layerOf(each) === 'diff'))
    for (const kind of kinds)
      expect(readFileSync(file, 'utf8'), file).not.toMatch(new RegExp(`['"\`]${kind}['"\`]`));
});

/**
 * What may be known of the process below the faces: what it is, never what it was told. Its arguments, environment, working
 * directory and streams are handed in.
 */
const knownBelow = new Set([
  'pid', // in the names of what a run makes, so that the next one can tell whose it was
  'kill', // whether that run is alive
  'platform', // which binaries run here
  'arch',
  'getuid', // Postgres does not run as root
  'once', // at its exit, what is left is removed
  'off',
]);

/** These keep a stranger's code from ending the process or writing where the report goes. */
const guards = ['src/harness/config/sandbox.ts', 'src/harness/config/watch-environment.ts'];

it('the page of the architecture names every room, in this order', () => {
  const page = readFileSync('docs/architecture.md', 'utf8');
  const rows = page.slice(page.indexOf('| room |')).split('\n\n')[0] ?? '';
  const named = [...rows.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([\w/-]+)\/`/g)].map(([, room = '']) => room),
  );
  expect([...new Set(named.map((room) => room.split('/')[0]))]).toEqual(layers);
  for (const above of ['checks', 'commands'])
    expect(named.filter((room) => room.startsWith(`${above}/`)).sort()).toEqual(
      readdirSync(join(root, 'harness', above), { withFileTypes: true })
        .filter((each) => each.isDirectory())
        .map(({ name }) => `${above}/${name}`)
        .sort(),
    );
});

it('nothing below the faces knows what the process was told', () => {
  const touching = files
    .filter((file) => !['github', 'cli', 'vitest', 'api'].includes(layerOf(file)) && !guards.includes(file))
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      const members = [...text.matchAll(/\bprocess\.(\w+)/g)].map(([, member = '']) => member);
      const whole = /[=(]\s*process[;,)]|'(node:)?process'/.test(text) ? ['all of it'] : [];
      return [...members, ...whole].filter((member) => !knownBelow.has(member)).map((each) => [file, each]);
    });
  expect(touching).toEqual([]);
});

it('only main.ts ends the process', () => {
  const exiting = files.filter((file) => /process\.exit\b(?!Code)/.test(readFileSync(file, 'utf8')));
  expect(exiting).toEqual(['src/harness/cli/main.ts']);
});

it('SQLSTATEs have their names in one file', async () => {
  const { sqlState } = await import('../../src/harness/postgres/sqlstates.ts');
  const others = files.filter((file) => !file.endsWith('postgres/sqlstates.ts'));
  for (const code of Object.values(sqlState))
    expect(
      others.filter((file) => readFileSync(file, 'utf8').includes(`'${code}'`)),
      code,
    ).toEqual([]);
});
