import type { DriftRow } from './row.ts';

/** Two schemas in which `"a.b".c` and `a."b.c"` are names of two things that are alike. */
const schemas = 'CREATE SCHEMA a; CREATE SCHEMA "a.b";';

const inBoth = (sql: (name: string) => string): string => ['"a.b".c', 'a."b.c"'].map(sql).join('; ');

/** One side uses the one, the other side the other. */
const moved = (
  what: string,
  base: (name: string) => string,
  use: (name: string) => string,
  difference: string,
): DriftRow => ({
  sentence: `a dot is part of a name: ${what}`,
  base: `${schemas} ${inBoth(base)};`,
  declared: use('"a.b".c'),
  live: use('a."b.c"'),
  differences: [difference],
});

const collation = (name: string): string => `CREATE COLLATION ${name} FROM "C"`;

export const dots: readonly DriftRow[] = [
  moved(
    'the table that a foreign key leads to',
    (name) => `CREATE TABLE ${name} (a int PRIMARY KEY)`,
    (name) => `CREATE TABLE t (a int, CONSTRAINT k FOREIGN KEY (a) REFERENCES ${name})`,
    'changed foreign-key public.t.k references: "a.b".c → a."b.c"',
  ),
  moved(
    'an inheritance parent',
    (name) => `CREATE TABLE ${name} (a int)`,
    (name) => `CREATE TABLE t () INHERITS (${name})`,
    'changed table public.t inherits: ["a.b".c] → [a."b.c"]',
  ),
  moved(
    'the type of a typed table',
    (name) => `CREATE TYPE ${name} AS (a int)`,
    (name) => `CREATE TABLE t OF ${name}`,
    'changed table public.t ofType: "a.b".c → a."b.c"',
  ),
  moved(
    "a column's collation",
    collation,
    (name) => `CREATE TABLE t (a text COLLATE ${name})`,
    'changed column public.t.a collation: "a.b".c → a."b.c"',
  ),
  moved(
    "a domain's collation",
    collation,
    (name) => `CREATE DOMAIN d AS text COLLATE ${name}`,
    'changed domain public.d collation: "a.b".c → a."b.c"',
  ),
  moved(
    "a field's collation",
    collation,
    (name) => `CREATE TYPE x AS (a text COLLATE ${name})`,
    'changed composite-type public.x fields: [a type text collation "a.b".c] → [a type text collation a."b.c"]',
  ),
  moved(
    "a key's collation",
    collation,
    (name) => `CREATE TABLE t (a text); CREATE INDEX i ON t (a COLLATE ${name})`,
    'changed index public.t.i keys: [a COLLATE "a.b".c] → [a COLLATE a."b.c"]',
  ),
  moved(
    'the collation of a partition key',
    collation,
    (name) => `CREATE TABLE t (a text) PARTITION BY LIST (a COLLATE ${name})`,
    'changed table public.t partitionBy: list keys (a COLLATE "a.b".c) → list keys (a COLLATE a."b.c")',
  ),
  moved(
    'an operator class',
    (name) => `CREATE OPERATOR CLASS ${name} FOR TYPE int4 USING btree AS
      OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int4, int4)`,
    (name) => `CREATE TABLE t (a int); CREATE INDEX i ON t (a ${name})`,
    'changed index public.t.i keys: [a "a.b".c] → [a a."b.c"]',
  ),
  {
    sentence: 'a dot is part of a name: the column that owns a sequence',
    base: `${schemas} CREATE TABLE a."b.c" (d int); CREATE TABLE "a.b".c (d int);
      CREATE SEQUENCE a.s; CREATE SEQUENCE "a.b".s; CREATE TABLE a.b ("c.d" int); CREATE TABLE a."b.c.d" (d int);`,
    declared: 'ALTER SEQUENCE a.s OWNED BY a."b.c".d',
    live: 'ALTER SEQUENCE a.s OWNED BY a.b."c.d"',
    differences: ['changed sequence a.s ownedBy: a."b.c".d → a.b."c.d"'],
  },
  {
    sentence: 'a dot is part of a name: a partition, and another one that is unlogged on one side',
    base: `${schemas} CREATE TABLE p (a int) PARTITION BY LIST (a);
      CREATE TABLE "a.b".c PARTITION OF p FOR VALUES IN (1); CREATE TABLE a."b.c" PARTITION OF p FOR VALUES IN (2);`,
    declared: 'ALTER TABLE "a.b".c SET UNLOGGED',
    live: 'ALTER TABLE a."b.c" SET UNLOGGED',
    differences: [
      'changed table a."b.c" persistence: permanent → unlogged',
      'changed table "a.b".c persistence: unlogged → permanent',
    ],
  },
];
