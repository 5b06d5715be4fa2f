import { expect, it } from 'vitest';
import { catalogIn } from '../../../src/harness/catalog/read.ts';
import { tryInParts } from '../../../src/harness/checks/verify/in-parts.ts';
import { type TriedPart, type Trying, tryPart } from '../../../src/harness/checks/verify/try-part.ts';
import type { Migration } from '../../../src/harness/history/migrations.ts';
import { madeOf, wholeScope } from '../../support/history.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { shop } from './row.ts';

const shared = useScratchDatabases();

const irreversible = '-- irreversible: none';

/** Ten migrations: some lose rows, leave a trace, fail on rows, scan a table under a lock. */
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
];

const historyOf = (list: typeof texts): Migration[] =>
  list.map(([up, down], at) => madeOf(`/made/000${at}`, at + 1, up, down));

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
const inTwo = (list: typeof texts) => triedBy(list, (trying, database) => tryInParts(trying, database, 2));

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

it('of a history in two parts, just what it is found in one, and told in its order', async () => {
  const [one, two] = [await inOne(texts), await inTwo(texts)];
  expect(plain(two.part)).toEqual(plain(one.part));
  expect(one.part.tries.flatMap(({ findings }) => findings).length).toBeGreaterThan(5);
  expect(two.told).toEqual(texts.map((_, at) => `/made/000${at}`));
  expect(two.objects).toEqual(one.objects);
  expect([one.made, two.made]).toEqual([0, 1]);
});

it.each([2, 8])('a history that stops at migration %i stops there', async (at) => {
  const list = texts.with(at, ['SELECT nothing_there;', irreversible]);
  const [one, two] = [await inOne(list), await inTwo(list)];
  expect(plain(two.part)).toEqual(plain(one.part));
  expect(two.part.stopped?.migration.tag).toBe(`/made/000${at}`);
  expect(two.told).toEqual(one.told);
});

it('where the first migrations build something else each time, the others are tried after them', async () => {
  const random = `DO $$ BEGIN EXECUTE 'CREATE TABLE "' || gen_random_uuid() || '" (id integer)'; END $$;`;
  const { part, told } = await inTwo(
    texts.with(1, [random, irreversible]).with(8, ['SELECT 1;', 'SELECT 1;']),
  );
  expect(part.stopped).toBeUndefined();
  expect(told).toEqual(texts.map((_, at) => `/made/000${at}`));
  expect(part.timeline.changes.map(({ tag }) => tag)).toEqual(told);
  expect(part.timeline.changes[1]?.now).not.toEqual([]);
});

it('a history that has columns called role and group has two', async () => {
  const { made } = await inTwo(
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
  const { made, part } = await inTwo(texts.with(8, [up, irreversible]).slice(0, 9));
  expect(part.tries).toHaveLength(9);
  expect(made).toBe(0);
});
