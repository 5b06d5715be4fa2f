import { beforeAll, expect, it } from 'vitest';
import { objectKinds } from '../../src/harness/catalog/kinds.ts';
import { readerVersion } from '../../src/harness/catalog/read.ts';
import { collationVersionsSql } from '../../src/harness/catalog/state/collation-versions.ts';
import { indexBuildsSql } from '../../src/harness/catalog/state/index-builds.ts';
import { numberedColumnsSql } from '../../src/harness/catalog/state/sequence-values.ts';
import { useScratchDatabases } from '../support/scratch.ts';
import { readPage } from './markdown.ts';

/** What the page says of a catalog. */
interface Told {
  readonly kinds: readonly string[];
  readonly isRead: boolean;
  /** Columns that are not read; none where that is said of all. */
  readonly unread: readonly string[] | 'all';
}

const namesIn = (cell: string): string[] => [...cell.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name);

const told = new Map(
  [...readPage('docs/catalogs.md').matchAll(/^\| `(\w+)` \|(.*)\|(.*)\|$/gm)].map(
    ([, catalog = '', as = '', rest = '']): [string, Told] => [
      catalog,
      {
        kinds: namesIn(as),
        isRead: as.trim() !== '',
        unread: rest.trim().startsWith('all:') ? 'all' : namesIn(rest),
      },
    ],
  ),
);

const asked = [readerVersion, collationVersionsSql, indexBuildsSql, numberedColumnsSql].join('\n');
const isAsked = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(asked);
/** What is about rights. */
const isOfRights = (column: string): boolean => /(owner|dba|acl)$/.test(column);

const databases = useScratchDatabases();
/** The columns of every catalog of the server. */
let catalogs: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  const database = await databases.create();
  const rows = await database.run(`SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' GROUP BY c.relname ORDER BY c.relname`);
  catalogs = new Map(rows.flat().map(({ relname, columns }) => [String(relname), columns as string[]]));
});

it('has every catalog of the server, once', () => {
  expect([...catalogs.keys()].filter((catalog) => !told.has(catalog))).toEqual([]);
  expect([...told.keys()]).toEqual([...told.keys()].sort());
});

it('has a kind for every catalog whose objects have a schema or an owner', () => {
  const needed = [...catalogs].filter(([, columns]) =>
    columns.some((name) => /(namespace|owner|dba)$/.test(name)),
  );
  expect(needed.length).toBeGreaterThan(20);
  /** Rows, and what belongs to the whole cluster. */
  const reasons = ['pg_largeobject_metadata'];
  expect(needed.map(([catalog]) => catalog).filter((catalog) => !told.get(catalog)?.kinds.length)).toEqual(
    reasons,
  );
});

it('says of every column that is not read why', () => {
  const unsaid = [...catalogs].flatMap(([catalog, columns]) => {
    const unread = told.get(catalog)?.unread ?? [];
    if (unread === 'all') return [];
    return columns
      .filter((column) => !isAsked(column) && !isOfRights(column) && !unread.includes(column))
      .map((column) => `${catalog}.${column}`);
  });
  expect(unsaid).toEqual([]);
});

it('says of nothing that is read that it is not', () => {
  const stale = [...told].flatMap(([catalog, { unread }]) =>
    unread === 'all'
      ? [catalog].filter(isAsked)
      : unread.filter(isAsked).map((column) => `${catalog}.${column}`),
  );
  expect(stale).toEqual([]);
});

it('says of what the reader asks that it is read, and the other way round', () => {
  const asks = [...told.keys()].filter(isAsked);
  expect(asks.filter((catalog) => !told.get(catalog)?.isRead)).toEqual([]);
  const read = [...told].filter(([, { unread }]) => unread !== 'all').map(([catalog]) => catalog);
  expect(read.filter((catalog) => !isAsked(catalog))).toEqual([]);
});

it('names every kind that the catalog has, and no other', () => {
  const named = new Set([...told.values()].flatMap(({ kinds }) => kinds));
  // Only later majors have what is not modelled.
  expect(objectKinds.filter((kind) => !named.has(kind))).toEqual(['unmodeled']);
  expect([...named].filter((kind) => !(objectKinds as readonly string[]).includes(kind))).toEqual([]);
});
