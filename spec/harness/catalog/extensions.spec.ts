import { expect, it } from 'vitest';
import { catalogIn } from '../../../src/harness/catalog/read.ts';
import { keyOf, printIdentity } from '../../../src/harness/model/identity.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { useLaboratory } from './laboratory.ts';
import { available } from './server.ts';

/** They own functions, operators, casts, domains, composite types, views, dictionaries, wrappers, access methods. */
const candidates = [
  ['bloom', 'btree_gin', 'btree_gist', 'citext', 'cube', 'dict_int', 'earthdistance', 'file_fdw', 'hstore'],
  ['intarray', 'isn', 'lo', 'ltree', 'pg_stat_statements', 'pg_trgm', 'pgcrypto', 'postgres_fdw', 'seg'],
  ['tablefunc', 'tcn', 'unaccent'],
].flat();

const laboratory = useLaboratory();
const databases = useScratchDatabases();
const extensions = await available(candidates);

it('has the extensions that the specs stand on', () => {
  expect(extensions).toEqual(expect.arrayContaining(['btree_gist', 'citext', 'pgcrypto', 'tablefunc']));
});

it.each(extensions)('shows nothing of %s but itself and its members', async (name) => {
  const [{ objects }] = await laboratory.readAfter(`CREATE EXTENSION ${name} CASCADE`, '');
  const shown = objects
    .filter(({ id }) => !['extension', 'extension-member'].includes(id.kind))
    .map(({ id }) => printIdentity(id));
  expect(shown).toEqual(['schema public']);
  expect(objects.map(({ id }) => printIdentity(id))).toContain(`extension ${name}`);
});

it.each(extensions)('shows each member of %s once, and no other', async (name) => {
  const database = await databases.create();
  await database.run(`CREATE EXTENSION ${name} CASCADE`);
  const { objects } = await catalogIn(database);
  // A row type and an array type are members of their own from some major on; an index and a constraint never are.
  const [rows = []] = await database.run(`
    SELECT count(*)::int AS members FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
    WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass AND e.extname <> 'plpgsql'
      AND NOT EXISTS (SELECT FROM pg_type t WHERE d.classid = 'pg_type'::regclass AND t.oid = d.objid
        AND (t.typelem <> 0 AND t.typsubscript = 'array_subscript_handler'::regproc
          OR t.typtype = 'c' AND EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind <> 'c')))
      AND NOT EXISTS (SELECT FROM pg_class c WHERE d.classid = 'pg_class'::regclass AND c.oid = d.objid AND c.relkind = 'c')
      AND pg_identify_object(d.classid, d.objid, 0)::text !~ ',pg_catalog,'`);
  await database.drop();
  expect(objects.filter(({ id }) => id.kind === 'extension-member')).toHaveLength(Number(rows[0]?.members));
});

it('shows what users made with an extension, and what they handed over to it as its members', async () => {
  const [{ objects }] = await laboratory.readAfter(
    `CREATE EXTENSION citext;
     CREATE TABLE kept (a citext); CREATE FUNCTION kept() RETURNS int LANGUAGE sql RETURN 1;
     ALTER FUNCTION kept DEPENDS ON EXTENSION citext;
     CREATE TABLE given (a serial PRIMARY KEY, b int CHECK (b > 0)); CREATE INDEX ON given (b); CREATE POLICY p ON given;
     CREATE TYPE given_type AS (a int); CREATE DOMAIN given_domain AS int CHECK (VALUE > 0);
     CREATE VIEW given_view AS SELECT 1 AS a;`,
    `ALTER EXTENSION citext ADD TABLE given; ALTER EXTENSION citext ADD SEQUENCE given_a_seq;
     ALTER EXTENSION citext ADD TYPE given_type; ALTER EXTENSION citext ADD DOMAIN given_domain;
     ALTER EXTENSION citext ADD VIEW given_view;`,
  );
  const own = await laboratory.readAfter('CREATE EXTENSION citext', '');
  const brought = new Set(
    own[0].objects.filter(({ id }) => id.kind === 'extension-member').map(({ id }) => keyOf(id)),
  );
  const shown = objects.filter(({ id }) => !brought.has(keyOf(id)));
  expect(shown.map(({ id }) => printIdentity(id))).toEqual([
    'extension citext',
    'extension plpgsql',
    'schema public',
    'extension-member public.composite-type given_type',
    'extension-member public.domain given_domain',
    'extension-member public.table given',
    'extension-member public.view given_view',
    'function public.kept()',
    'table public.kept',
    'column public.kept.a',
  ]);
});
