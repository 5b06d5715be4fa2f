import { expect, it } from 'vitest';
import { printIdentity } from '../../../src/harness/model/identity.ts';
import { useLaboratory } from './laboratory.ts';
import { available } from './server.ts';

/** They own functions, operators, casts, domains, composite types, views, dictionaries, wrappers, access methods. */
const candidates = [
  ['bloom', 'btree_gin', 'btree_gist', 'citext', 'cube', 'dict_int', 'earthdistance', 'file_fdw', 'hstore'],
  ['intarray', 'isn', 'lo', 'ltree', 'pg_stat_statements', 'pg_trgm', 'pgcrypto', 'postgres_fdw', 'seg'],
  ['tablefunc', 'tcn', 'unaccent'],
].flat();

const laboratory = useLaboratory();
const extensions = await available(candidates);

it('has the extensions that the specs stand on', () => {
  expect(extensions).toEqual(expect.arrayContaining(['btree_gist', 'citext', 'pgcrypto', 'tablefunc']));
});

it.each(extensions)('shows nothing of %s but itself', async (name) => {
  const [{ objects }] = await laboratory.readAfter(`CREATE EXTENSION ${name} CASCADE`, '');
  const shown = objects.filter(({ id }) => id.kind !== 'extension').map(({ id }) => printIdentity(id));
  expect(shown).toEqual(['schema public']);
  expect(objects.map(({ id }) => printIdentity(id))).toContain(`extension ${name}`);
});

it('shows what users made with an extension, and not what they handed over to it', async () => {
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
  expect(objects.map(({ id }) => printIdentity(id))).toEqual([
    'extension citext',
    'extension plpgsql',
    'schema public',
    'function public.kept()',
    'table public.kept',
    'column public.kept.a',
  ]);
});
