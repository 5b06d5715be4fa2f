import { expect, it } from 'vitest';
import { inSchemas } from '../../../src/harness/catalog/in-schema.ts';
import { readCatalog } from '../../../src/harness/catalog/read.ts';
import {
  ofThem,
  schemaSizesSql,
  toSchemaSizes,
  withLeads,
} from '../../../src/harness/catalog/schemas-alike.ts';
import { withLive } from '../../../src/harness/postgres/live.ts';
import type { Snapshot } from '../../../src/harness/postgres/snapshot.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { everything } from '../catalog/everything.ts';
import { rareObjects } from '../catalog/rare-objects.ts';

const databases = useScratchDatabases();

const odd = `o'dd "schema" \\ $&`;
const quoted = `"${odd.replaceAll('"', '""')}"`;

/** Whatever a reading looks up elsewhere than in the schema that it is about. */
const made = `
CREATE SCHEMA a; CREATE SCHEMA b; CREATE SCHEMA far; CREATE SCHEMA ${quoted}; CREATE SCHEMA empty;
CREATE TABLE far.country (code text PRIMARY KEY, UNIQUE (code));
CREATE DOMAIN far.word AS varchar(20) CHECK (VALUE <> '');
CREATE TABLE b.whole (id integer, at date, note text DEFAULT 'x', country text REFERENCES far.country (code)) PARTITION BY RANGE (at);
CREATE TABLE a.part PARTITION OF b.whole (note DEFAULT 'y') FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE b.parent (id serial PRIMARY KEY, word far.word);
CREATE TABLE a.child (own integer) INHERITS (b.parent);
CREATE INDEX child_word ON a.child (word);
CREATE STATISTICS a.both_of (dependencies) ON id, own FROM a.child;
COMMENT ON TABLE a.child IS 'a child'; COMMENT ON SCHEMA a IS 'the first';
CREATE FUNCTION b.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE ON a.child FOR EACH ROW EXECUTE FUNCTION b.touch();
CREATE VIEW a.seen AS SELECT p.id, c.own FROM b.parent p JOIN a.child c USING (id);
CREATE POLICY every ON a.child USING (EXISTS (SELECT FROM b.parent));
GRANT SELECT, UPDATE (own) ON a.child TO PUBLIC; GRANT USAGE ON SCHEMA a TO PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA a GRANT SELECT ON TABLES TO PUBLIC;
CREATE TYPE ${quoted}.mood AS ENUM ('ok');
CREATE TABLE ${quoted}.t (id integer GENERATED ALWAYS AS IDENTITY, feels ${quoted}.mood, own integer REFERENCES b.parent (id));
CREATE TABLE b.unread (id integer); COMMENT ON TABLE b.unread IS 'not read';
CREATE PUBLICATION told FOR TABLE b.unread, a.child;`;

it('a reading of some schemas says of them what a reading of all says, and nothing of others', async () => {
  const database = await databases.create();
  await database.run(made);
  await withLive(database.url.href, async (live) => {
    const sizes = toSchemaSizes((await live.read((snapshot) => snapshot.query(schemaSizesSql)))[0] ?? []);
    const all = new Map(sizes.map((each) => [each.name, each]));
    expect([...all.keys()].sort()).toEqual(['a', 'b', 'empty', 'far', odd, 'public']);
    expect(withLeads(['a'], all).sort()).toEqual(['a', 'b', 'far']);
    const whole = await live.read(readCatalog);
    for (const names of [['a'], [odd], ['empty'], ['a', odd], ['far']]) {
      const reached = withLeads(names, all);
      const some = await live.read((snapshot) => readCatalog(ofThem(snapshot, reached)));
      expect(inSchemas(some, names), names.join()).toEqual(inSchemas(whole, names));
      expect(inSchemas(some, names).objects.length).toBeGreaterThan(0);
      const others = some.objects.filter(
        ({ id }) => id.schema && id.kind !== 'grant' && ![...reached, 'public'].includes(id.schema),
      );
      expect(others, names.join()).toEqual([]);
    }
  });
});

/** Something of every kind that lies in a schema, in one of that name. */
const ofEveryKind = (schema: string): string =>
  [
    everything.slice(everything.indexOf('CREATE SCHEMA')).replace(/COMMENT ON SCHEMA.*/, ''),
    ...rareObjects.filter(([name]) => /^\S+ public\./.test(name)).map(([, sql]) => `${sql};`),
    `CREATE TABLE shop.held (id integer CONSTRAINT must NOT NULL); ALTER TABLE shop.person DISABLE TRIGGER ALL; ALTER TABLE shop.refund ADD CONSTRAINT given CHECK (sale > 0) NOT VALID;
     COMMENT ON CONSTRAINT given ON shop.refund IS 'said'; COMMENT ON TYPE shop.mood IS 'how';`,
  ]
    .join('\n')
    .replace(/\b(shop|public)\b(?=\.| IS|;)|(?<=SCHEMA )shop/g, schema);

/** Roles and locks are those of the whole server, which other spec files use at the same time. */
const isOfServer = (sql: string): boolean => /FROM (pg_roles|pg_auth_members|pg_locks)\b/.test(sql);

/** Counts the rows that each statement is answered with. */
function counting(snapshot: Snapshot, rows: Map<string, number>): Snapshot {
  const counted =
    (ask: Snapshot['query']): Snapshot['query'] =>
    async (...statements) => {
      const lists = await ask(...statements);
      for (const [at, sql] of statements.entries())
        if (!isOfServer(sql)) rows.set(sql, lists[at]?.length ?? 0);
      return lists;
    };
  return { query: counted(snapshot.query), last: counted(snapshot.last) };
}

it('what a reading is answered does not grow with the schemas that it is not about', async () => {
  const database = await databases.create();
  await database.run(
    'CREATE EXTENSION btree_gist; CREATE EXTENSION citext; CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w',
  );
  const answered = async (): Promise<Map<string, number>> => {
    const rows = new Map<string, number>();
    await withLive(database.url.href, (live) =>
      live.read((snapshot) => readCatalog(ofThem(counting(snapshot, rows), ['one']))),
    );
    return rows;
  };
  await database.run(ofEveryKind('one'));
  const few = await answered();
  for (const name of ['two', 'three']) await database.run(ofEveryKind(name));
  const grown = [...(await answered())].filter(([sql, rows]) => rows !== few.get(sql)).map(([sql]) => sql);
  expect([...few.values()].filter((rows) => rows > 0).length).toBeGreaterThan(30);
  // The names of schemas; and what domains and operator classes are made of: those of a column may be in any schema.
  expect(grown.map((sql) => /FROM (\w+)/.exec(sql)?.[1])).toEqual(['pg_namespace', 'pg_opclass', 'pg_type']);
});
