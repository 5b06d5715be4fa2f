import fc from 'fast-check';
import { loadModule, scanSync } from 'libpg-query';
import { beforeAll, describe, expect, it } from 'vitest';
import { catalogIn } from '../../../src/harness/catalog/read.ts';
import { type Difference, diff } from '../../../src/harness/diff/diff.ts';
import { setEquivalentAside } from '../../../src/harness/equivalence/equivalent.ts';
import { bracketed } from '../../../src/harness/equivalence/shape.ts';
import { type Catalog, isList, type Value } from '../../../src/harness/model/catalog.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
let database: Scratch;
let before: Catalog;

/** How often something ran is counted by a sequence: what a sequence has counted is never rolled back. */
beforeAll(async () => {
  database = await databases.create();
  await database.run(`
    CREATE SEQUENCE ran;
    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM nextval(''public.ran''); RETURN NEW; END';
    CREATE FUNCTION sneaky() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT nextval(''public.ran'')::integer';
    CREATE TABLE t (id integer DEFAULT 1, during tstzrange, c integer GENERATED ALWAYS AS (id + 1) STORED,
      CONSTRAINT k CHECK (id > 0), CONSTRAINT x EXCLUDE USING gist (range_merge(during, during) WITH &&) WHERE (id > 0));
    INSERT INTO t (id) VALUES (1), (2);
    CREATE INDEX i ON t ((id + 1)) WHERE id > 0;
    CREATE POLICY p ON t USING (id > 0) WITH CHECK (id > 0);
    CREATE PUBLICATION pub FOR TABLE t WHERE (id > 0); CREATE STATISTICS st ON (id + 1) FROM t;
    CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.id > 0) EXECUTE FUNCTION f();
    CREATE RULE r AS ON DELETE TO t WHERE OLD.id > 0 DO INSTEAD NOTHING;
    CREATE VIEW v AS SELECT id FROM t;
    ALTER VIEW v ALTER COLUMN id SET DEFAULT 1;
    CREATE MATERIALIZED VIEW m AS SELECT id FROM t;
    CREATE INDEX mi ON m (id) WHERE id > 0;
    CREATE DOMAIN d AS integer DEFAULT 1 CONSTRAINT dk CHECK (VALUE > 0);
    CREATE FUNCTION fn(a integer DEFAULT 1) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT 1; END;
    CREATE TABLE pt (id integer, name text) PARTITION BY LIST (lower(name));`);
  before = await catalogIn(database);
});

const places: readonly string[] = [
  'column t.id default',
  'column t.c expression',
  'check t.k expression',
  'check d.dk expression',
  'domain d default',
  'exclusion t.x keys',
  'exclusion t.x predicate',
  'index t.i keys',
  'index t.i predicate',
  'index m.mi predicate',
  'policy t.p using',
  'policy t.p check',
  'publication-table t.pub filter',
  'statistics st expressions',
  'trigger t.g definition',
  'rule t.r definition',
  'view v definition',
  'view v columnDefaults',
  'materialized-view m definition',
  'function fn body',
  'function fn arguments',
  'table pt partitionBy',
];

const run = "nextval('public.ran')";
const steal = 'DROP TABLE public.t';

/** What a server that lies about its definitions could answer, in the hope that it is run. */
const payloads: readonly string[] = [
  `1; SELECT ${run}`,
  `1); SELECT ${run}; --`,
  `1)); COMMIT; SELECT ${run}; ${steal}; --`,
  `1) IS NOT NULL); COMMIT; ${steal}; SELECT ((1`,
  `COMMIT; ${steal}`,
  `ROLLBACK; SELECT ${run}`,
  `SELECT ${run}`,
  `(SELECT ${run})`,
  run,
  `${run}::integer`,
  'public.sneaky()',
  '(public.sneaky() > 0)',
  '(id + public.sneaky())',
  'SELECT public.sneaky() AS id',
  `WITH w AS (INSERT INTO public.t (id) VALUES (3) RETURNING id) SELECT id FROM w`,
  `SELECT id INTO public.stolen FROM public.t`,
  `COPY (SELECT ${run}) TO STDOUT`,
  `COPY public.t TO PROGRAM 'true'`,
  `E'\\'); SELECT ${run}; --'`,
  `$$'$$); SELECT ${run}; --'`,
  `1 /* '*/); SELECT ${run}; --'`,
  `"a"" b"); SELECT ${run}; --`,
  `U&'\\0027'); SELECT ${run}; --'`,
  `1), ADD COLUMN stolen integer DEFAULT (${run}`,
  `(id > 0), DROP COLUMN during`,
  `EXCLUDE USING gist (during WITH &&), ADD COLUMN stolen bigint DEFAULT ${run}`,
  `EXCLUDE USING gist (during WITH &&) WHERE (public.sneaky() > 0)`,
  `EXCLUDE USING gist (during WITH &&); SELECT ${run}`,
  `CREATE TRIGGER g BEFORE UPDATE ON public.t EXECUTE FUNCTION public.f(); UPDATE public.t SET id = 5`,
  `CREATE TRIGGER g BEFORE UPDATE ON public.t FOR EACH ROW WHEN (public.sneaky() > 0) EXECUTE FUNCTION public.f()`,
  `CREATE RULE r AS ON DELETE TO public.t DO INSTEAD (SELECT ${run}; SELECT 1);`,
  `CREATE RULE r AS ON DELETE TO public.t DO ALSO SELECT ${run}; DELETE FROM public.t`,
  `BEGIN ATOMIC SELECT ${run}::integer; END`,
  `BEGIN ATOMIC SELECT 1; END; SELECT ${run}`,
  `RETURN ${run}; SELECT ${run}`,
  `a integer DEFAULT ${run}`,
  `a integer) RETURNS integer LANGUAGE c AS '$libdir/stolen', 'run' --`,
  `a integer) RETURNS integer LANGUAGE c AS '/tmp/stolen.so', 'run'; --`,
  `LIST (lower(name)); SELECT ${run}`,
  `LIST (public.sneaky())`,
  `LIST (lower(name)) TABLESPACE pg_global`,
  '',
  ';',
  "'",
  ')',
  '\u0001',
];

function lies(payload: string): Difference[] {
  return places.map((place) => {
    const [kind, path = '', attribute = ''] = place.split(' ');
    const object = before.objects.find(
      ({ id }) => id.kind === kind && path === [id.table, id.name].filter(Boolean).join('.'),
    );
    const expected = object?.attributes[attribute];
    if (!object || !expected) throw new Error(`the database has no ${place}`);
    return {
      type: 'changed',
      object,
      attribute,
      expected,
      actual: lieIn(expected, payload),
    };
  });
}

/** A value with a lie in the place of each expression. */
function lieIn(value: Value, payload: string): Value {
  if (isList(value)) return value.map((each) => lieIn(each, payload));
  if (typeof value !== 'object' || value === null) return payload;
  const parts = Object.entries(value).map(([part, own]) => [
    part,
    part === 'expression' || part === 'keys' ? lieIn(own, payload) : own,
  ]);
  return Object.fromEntries(parts);
}

const ranSoFar = async () => (await database.run('SELECT is_called FROM ran'))[0]?.[0]?.is_called;

describe('what a live database says is never run', () => {
  it.each(payloads)('%s', async (payload) => {
    const differences = lies(payload);
    const settled = await setEquivalentAside(differences, (use) => use(database));
    expect(await ranSoFar()).toBe(false);
    expect(diff(before.objects, (await catalogIn(database)).objects)).toEqual([]);
    expect(settled).toEqual({ differences, remarks: [] });
  });

  it('the transaction is over, whatever was tried in it', async () => {
    const [[row] = []] = await database.run(
      "SELECT current_setting('search_path') AS path, now() = statement_timestamp() AS fresh",
    );
    expect(row).toEqual({ path: '"$user", public', fresh: true });
  });
});

describe('a text that is closed in itself stays in its brackets', () => {
  beforeAll(loadModule);

  const pieces = [
    ...[
      "'",
      "''",
      '"',
      '""',
      '(',
      ')',
      '[',
      ']',
      ';',
      ',',
      '--',
      '/*',
      '*/',
      '$$',
      '$a$',
      '$1',
      '\\',
      "E'",
      "B'",
      "U&'",
      'U&"',
    ],
    ...[
      ' ',
      '\n',
      '\r',
      'a',
      'e',
      '1',
      '.',
      '+',
      '-',
      '/',
      '*',
      '::',
      ':=',
      '<>',
      'é',
      '\u00a0',
      'NULL',
      ' AND ',
      ' FROM t',
      ' UNION SELECT 1',
    ],
  ];

  it('says Postgres’s own scanner', () => {
    const texts = fc
      .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 })
      .map((each) => each.join(''));
    let accepted = 0;
    fc.assert(
      fc.property(texts, (text) => {
        if (!bracketed(text)) return;
        accepted++;
        const { tokens } = scanSync(`(${text})`);
        expect(
          tokens.map(({ tokenName }) => tokenName).filter((name) => /COMMENT|ASCII_59/.test(name)),
        ).toEqual([]);
        expect(depths(tokens.map((token) => token.text)).indexOf(0)).toBe(tokens.length - 1);
      }),
      { seed: 3, numRuns: 50_000 },
    );
    expect(accepted).toBeGreaterThan(1_000);
  });
});

/** How many brackets are open behind each token. */
function depths(tokens: readonly string[]): number[] {
  let depth = 0;
  return tokens.map((token) => {
    if (token === '(' || token === '[') depth++;
    if (token === ')' || token === ']') depth--;
    return depth;
  });
}
