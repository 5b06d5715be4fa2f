import { beforeAll, expect, it } from 'vitest';
import { catalogIn } from '../../../src/harness/catalog/read.ts';
import { tryInParts } from '../../../src/harness/checks/verify/in-parts.ts';
import { type TriedPart, type Trying, tryPart } from '../../../src/harness/checks/verify/try-part.ts';
import type { Migration } from '../../../src/harness/history/migrations.ts';
import { catalogAfter } from '../../../src/harness/history/timeline.ts';
import type { CatalogObject } from '../../../src/harness/model/catalog.ts';
import { keyOf } from '../../../src/harness/model/identity.ts';
import { madeOf, wholeScope } from '../../support/history.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { shop } from './row.ts';

const shared = useScratchDatabases();

const irreversible = '-- irreversible: none';

/** Some lose rows, leave a trace, fail on rows, scan a table under a lock. */
const texts: readonly (readonly [up: string, down: string])[] = [
  [shop, irreversible],
  ['CREATE TABLE a (id serial PRIMARY KEY, orders_id integer REFERENCES orders (id));', 'DROP TABLE a;'],
  ['ALTER TABLE orders ADD COLUMN c text NOT NULL;', 'ALTER TABLE orders DROP COLUMN c;'],
  [
    'ALTER TABLE orders ALTER COLUMN code TYPE varchar(3) USING left(code, 3);',
    'ALTER TABLE orders ALTER COLUMN code TYPE varchar(20);',
  ],
  [
    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f();",
    'DROP TRIGGER t ON orders;',
  ],
  ['CREATE INDEX i ON orders (code, note);', 'SELECT 1;'],
  ['UPDATE orders SET note = NULL WHERE pieces > 0;', irreversible],
  ['CREATE TABLE b (id integer PRIMARY KEY); INSERT INTO b VALUES (1);', 'DROP TABLE b;'],
  ['ALTER TABLE a ADD CONSTRAINT k CHECK (orders_id > 0);', 'ALTER TABLE a DROP CONSTRAINT k;'],
  ['DROP TABLE b;', 'CREATE TABLE b (id integer PRIMARY KEY);'],
  ['CREATE VIEW v AS SELECT code FROM orders;', 'DROP VIEW v;'],
  ['ALTER TABLE orders ADD COLUMN d integer NOT NULL;', 'SELECT 1;'],
  ['DELETE FROM a; ALTER TABLE a ADD COLUMN d integer;', irreversible],
  ['DROP VIEW v;', 'CREATE VIEW v AS SELECT note FROM orders;'],
  ['CREATE INDEX j ON a (d); CREATE TABLE c (id integer);', 'DROP TABLE c;'],
  ['ALTER TABLE c ALTER COLUMN id SET NOT NULL;', 'ALTER TABLE c ALTER COLUMN id DROP NOT NULL;'],
];

const historyOf = (list: typeof texts): Migration[] =>
  list.map(([up, down], at) => madeOf(tagOf(at), at + 1, up, down));

const tagOf = (at: number): string => `/made/00${String(at).padStart(2, '0')}`;

/** What is told of each migration, and how many databases are made besides the first before any is told. */
async function triedBy(
  list: typeof texts,
  how: (trying: Trying, database: Awaited<ReturnType<typeof shared.create>>) => Promise<TriedPart>,
) {
  const told: string[] = [];
  let made = 0;
  let atFirst: number | undefined;
  const create = () => {
    made += 1;
    return shared.create();
  };
  const trying: Trying = {
    databases: { ...shared, server: shared.server, clone: shared.clone, create, close: async () => {} },
    migrations: historyOf(list),
    scope: wholeScope,
    rows: { perTable: 20, seed: 1, byHand: {} },
    cost: { sizes: [100], seed: 1 },
    onStep: ({ tag }) => {
      atFirst ??= made;
      told.push(tag);
    },
    onTry: () => {},
  };
  const part = await how(trying, await shared.create());
  const { objects } = await catalogIn(part.last);
  await part.last.drop();
  return { part, told, made: atFirst, objects };
}

const inOne = (list: typeof texts) => triedBy(list, (trying, database) => tryPart(trying, { database }));
const inParts = (cores: number, list: typeof texts) =>
  triedBy(list, (trying, database) => tryInParts(trying, database, cores));

let one: Awaited<ReturnType<typeof inOne>>;

beforeAll(async () => {
  one = await inOne(texts);
});

const tablesOf = (objects: readonly CatalogObject[]): string[] =>
  objects.filter(({ id }) => id.kind === 'table' && id.schema === 'public').map(({ id }) => keyOf(id));

/** Without times, and what chance and the clock make. */
const plain = ({ timeline, tries, stopped }: TriedPart) => ({
  timeline,
  stopped: stopped?.migration.tag,
  tries: tries.map(({ findings, unanswered, step: { ms: _, costs, ...step } }) => ({
    findings: findings.map(({ rule, message }) => [
      rule,
      message.replace(/"[\da-f-]{36}"|"\d{4}-\d\d-\d\d [^"]*"/g, '…'),
    ]),
    unanswered,
    step: { ...step, costs: costs.map(({ effects, statement }) => ({ effects, statement })) },
  })),
});

it.each([
  [2, 1],
  [64, 3],
])(
  'with %i cores just what is found in one part, and told in its order, by %i databases more',
  async (cores, more) => {
    const parted = await inParts(cores, texts);
    expect(plain(parted.part)).toEqual(plain(one.part));
    expect(one.part.tries.flatMap(({ findings }) => findings).length).toBeGreaterThan(8);
    expect(parted.told).toEqual(texts.map((_, at) => tagOf(at)));
    expect(parted.objects).toEqual(one.objects);
    expect([one.made, parted.made]).toEqual([0, more]);
  },
);

it('of a machine with one core, or a short history, there are fewer parts', async () => {
  expect(await inParts(1, texts.slice(0, 8))).toMatchObject({ made: 0 });
  expect(await inParts(4, texts.slice(0, 8))).toMatchObject({ made: 1 });
  expect(await inParts(4, texts.slice(0, 7))).toMatchObject({ made: 0 });
});

it.each([
  [2, 13],
  [4, 2],
  [4, 8],
  [4, 15],
])('of %i parts, one that stops at migration %i stops there', async (cores, at) => {
  const list = texts.with(at, ['SELECT nothing_there;', irreversible]);
  const [stopped, parted] = [await inOne(list), await inParts(cores, list)];
  expect(plain(parted.part)).toEqual(plain(stopped.part));
  expect(parted.part.stopped?.migration.tag).toBe(tagOf(at));
  expect(parted.told).toEqual(stopped.told);
});

it.each([
  ['first', 2, 1],
  ['first', 4, 1],
  ['second', 4, 8],
  ['third', 4, 12],
])(
  'where the %s of %i parts builds something else each time, those behind are tried after it',
  async (_, cores, at) => {
    const random = `DO $$ BEGIN EXECUTE 'CREATE TABLE "' || gen_random_uuid() || '" (id integer)'; END $$;`;
    const { part, told, objects } = await inParts(
      cores,
      texts.with(at, [`${texts[at]?.[0]} ${random}`, irreversible]),
    );
    expect(part.stopped?.error).toBeUndefined();
    expect(told).toEqual(texts.map((_, of) => tagOf(of)));
    expect(part.timeline.changes.map(({ tag }) => tag)).toEqual(told);
    const said = tablesOf(catalogAfter(part.timeline, texts.length).objects);
    expect(said.length).toBeGreaterThan(4);
    expect(said).toEqual(tablesOf(objects));
  },
);

it('a history that has columns called role and group has two', async () => {
  const { made } = await inParts(
    2,
    texts
      .with(1, ['CREATE TABLE "user" (role text, "group" text);', irreversible])
      .with(8, ['SELECT 1;', irreversible]),
  );
  expect(made).toBe(1);
});

it.each([
  ['touches roles', 'CREATE ROLE driftproof_spec_parts; DROP ROLE driftproof_spec_parts;'],
  ['ends other sessions', 'SELECT pg_terminate_backend(0) WHERE false;'],
  ['prepares a transaction', 'SELECT 1; -- PREPARE TRANSACTION'],
])('a history of which one migration %s has one part', async (_, up) => {
  const { made, part } = await inParts(4, texts.with(8, [up, irreversible]).slice(0, 9));
  expect(part.tries).toHaveLength(9);
  expect(made).toBe(0);
});
