import type { DriftRow } from './row.ts';

const t = 'CREATE TABLE t (a int, b text);';
const parent = 'CREATE TABLE parent (a int); CREATE TABLE parent2 (a int);';

const partitioned = `CREATE TABLE p (a int, b int DEFAULT 1) PARTITION BY LIST (a);
  CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2) PARTITION BY LIST (b);
  CREATE TABLE p21 PARTITION OF p2 DEFAULT;`;

export const tables: readonly DriftRow[] = [
  {
    sentence: 'a missing schema is one difference, whatever was in it',
    declared:
      'CREATE SCHEMA s; CREATE TABLE s.t (a serial PRIMARY KEY); CREATE TYPE s.e AS ENUM (); CREATE VIEW s.v AS SELECT 1',
    live: '',
    differences: ['missing schema s'],
  },
  {
    sentence: 'a comment on a schema',
    base: 'CREATE SCHEMA s;',
    declared: "COMMENT ON SCHEMA s IS 'ours'",
    live: '',
    differences: ['changed schema s comment: ours → none'],
  },
  {
    sentence: 'a missing table is one difference, with its columns, keys, indexes, policies and sequences',
    declared: `CREATE TABLE t (id serial PRIMARY KEY, n int CHECK (n > 0) REFERENCES t, i int GENERATED ALWAYS AS IDENTITY);
      CREATE INDEX ON t (n); CREATE POLICY p ON t; CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING`,
    live: '',
    differences: ['missing table public.t'],
  },
  {
    sentence: 'an extra table',
    declared: '',
    live: 'CREATE TABLE "Odd.name" (a int)',
    differences: ['extra table public."Odd.name"'],
  },
  {
    sentence: 'a table in another schema',
    base: 'CREATE SCHEMA s;',
    declared: t,
    live: `${t} ALTER TABLE t SET SCHEMA s`,
    differences: ['missing table public.t', 'extra table s.t'],
  },
  {
    sentence: 'a renamed table, whose sequence and primary key keep their names',
    declared: 'CREATE TABLE t (id serial PRIMARY KEY)',
    live: 'CREATE TABLE old (id serial PRIMARY KEY); ALTER TABLE old RENAME TO t',
    differences: [
      'extra sequence public.old_id_seq',
      'missing sequence public.t_id_seq',
      "changed column public.t.id default: nextval('public.t_id_seq'::regclass) → nextval('public.old_id_seq'::regclass)",
      'extra primary-key public.t.old_pkey',
      'missing primary-key public.t.t_pkey',
    ],
  },
  {
    sentence: 'an unlogged table',
    declared: t,
    live: 'CREATE UNLOGGED TABLE t (a int, b text)',
    differences: ['changed table public.t persistence: permanent → unlogged'],
  },
  {
    sentence: 'an unlogged table with a serial is one difference',
    declared: 'CREATE TABLE t (a serial)',
    live: 'CREATE TABLE t (a serial); ALTER TABLE t SET UNLOGGED',
    differences: ['changed table public.t persistence: permanent → unlogged'],
  },
  {
    sentence: 'a replica identity',
    base: t,
    declared: 'ALTER TABLE t REPLICA IDENTITY NOTHING',
    live: 'ALTER TABLE t REPLICA IDENTITY FULL',
    differences: ['changed table public.t replicaIdentity: nothing → full'],
  },
  {
    sentence: 'row security that is off',
    base: t,
    declared: 'ALTER TABLE t ENABLE ROW LEVEL SECURITY',
    live: '',
    differences: ['changed table public.t rowSecurity: true → false'],
  },
  {
    sentence: 'row security that the owner escapes',
    base: t,
    declared: 'ALTER TABLE t FORCE ROW LEVEL SECURITY',
    live: '',
    differences: ['changed table public.t rowSecurityForced: true → false'],
  },
  ...[
    ['unlogged', 'p1 SET UNLOGGED', 'table public.p1 persistence: permanent → unlogged'],
    ['with row security', 'p1 ENABLE ROW LEVEL SECURITY', 'table public.p1 rowSecurity: false → true'],
    [
      'with forced row security',
      'p1 FORCE ROW LEVEL SECURITY',
      'table public.p1 rowSecurityForced: false → true',
    ],
    ['without the default', 'p1 ALTER b DROP DEFAULT', 'column public.p1.b default: 1 → none'],
    [
      'of a partition with another default',
      'p21 ALTER b SET DEFAULT 2',
      'column public.p21.b default: 1 → 2',
    ],
    [
      'with another bound',
      'p DETACH PARTITION p1; ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1, 3)',
      'table public.p1 partitionBounds: FOR VALUES IN (1) → FOR VALUES IN (1, 3)',
    ],
    [
      'of another table',
      'p2 DETACH PARTITION p21; ALTER TABLE p ATTACH PARTITION p21 DEFAULT',
      'table public.p21 partitionOf: public.p2 → public.p',
    ],
  ].map(([what, change, own]) => ({
    sentence: `a partition ${what}`,
    base: partitioned,
    declared: '',
    live: `ALTER TABLE ${change}`,
    differences: [`changed ${own}`],
  })),
  {
    sentence: 'partitions that are on one side only, with what is on them',
    base: partitioned,
    declared: 'CREATE TABLE p3 PARTITION OF p FOR VALUES IN (3); ALTER TABLE p3 ENABLE ROW LEVEL SECURITY',
    live: 'DROP TABLE p2; CREATE UNLOGGED TABLE p4 PARTITION OF p (b DEFAULT 4) FOR VALUES IN (4); ALTER TABLE p4 ADD UNIQUE (a)',
    differences: ['missing table public.p2', 'missing table public.p3', 'extra table public.p4'],
  },
  {
    sentence: 'a partition that became a table, with what its table gave it',
    base: `${partitioned} ALTER TABLE p ADD UNIQUE (a, b); CREATE INDEX ON p (b);`,
    declared: 'ALTER TABLE p1 ALTER b SET DEFAULT 3',
    live: 'ALTER TABLE p DETACH PARTITION p1',
    differences: ['changed table public.p1 partitionOf: public.p → none'],
  },
  {
    sentence: 'a default that all partitions have with their table',
    base: partitioned,
    declared: '',
    live: 'ALTER TABLE p ALTER b SET DEFAULT 2',
    differences: ['changed column public.p.b default: 1 → 2'],
  },
  {
    sentence: 'another partition key',
    declared: 'CREATE TABLE t (a int, b text) PARTITION BY RANGE (a)',
    live: 'CREATE TABLE t (a int, b text) PARTITION BY LIST (lower(b))',
    differences: ['changed table public.t partitionBy: range keys (a) → list keys (lower(b))'],
  },
  {
    sentence: 'partition keys with several expressions, collations and operator classes',
    declared: `CREATE TABLE t (a int, b text) PARTITION BY RANGE (lower(b), a, coalesce(b, 'x,y'), b COLLATE "C" text_pattern_ops)`,
    live: `CREATE TABLE t (a int, b text) PARTITION BY RANGE (lower(b), a, coalesce(b, 'x'), b)`,
    differences: [
      `changed table public.t partitionBy: range keys (lower(b), a, COALESCE(b, 'x,y'::text), b COLLATE "C" text_pattern_ops) → range keys (lower(b), a, COALESCE(b, 'x'::text), b)`,
    ],
  },
  {
    sentence: 'a table of a composite type',
    base: 'CREATE TYPE row AS (a int, b text);',
    declared: 'CREATE TABLE t OF "row"',
    live: t,
    differences: ['changed table public.t ofType: public."row" → none'],
  },
  {
    sentence: 'storage parameters, in whatever order they were set, those of long values too',
    base: t,
    declared: 'ALTER TABLE t SET (fillfactor = 80, autovacuum_enabled = off)',
    live: 'ALTER TABLE t SET (autovacuum_enabled = off, fillfactor = 80, toast.autovacuum_enabled = off)',
    differences: [
      'changed table public.t options: [autovacuum_enabled=off, fillfactor=80] → [autovacuum_enabled=off, fillfactor=80, toast.autovacuum_enabled=off]',
    ],
  },
  {
    sentence: 'another table access method',
    base: 'CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;',
    declared: t,
    live: 'CREATE TABLE t (a int, b text) USING heap2',
    differences: ['changed table public.t accessMethod: none → heap2'],
  },
  {
    sentence: 'another tablespace',
    declared: t,
    live: 'CREATE TABLE t (a int, b text) TABLESPACE driftproof_spec',
    differences: ['changed table public.t tablespace: none → driftproof_spec'],
  },
  {
    sentence: 'another inheritance parent',
    base: parent,
    declared: 'CREATE TABLE t () INHERITS (parent)',
    live: 'CREATE TABLE t () INHERITS (parent2)',
    differences: ['changed table public.t inherits: [public.parent] → [public.parent2]'],
  },
  {
    sentence: 'columns in another order',
    declared: t,
    live: 'CREATE TABLE t (b text, a int)',
    differences: ['changed table public.t columnOrder: a, b → b, a'],
  },
  {
    sentence: 'a missing column in the middle is not another order',
    declared: 'CREATE TABLE t (a int, b text, c int)',
    live: 'CREATE TABLE t (a int, c int)',
    differences: ['missing column public.t.b'],
  },
  {
    sentence: 'a column that was dropped and added again stands last',
    base: t,
    declared: '',
    live: 'ALTER TABLE t DROP a; ALTER TABLE t ADD a int',
    differences: ['changed table public.t columnOrder: a, b → b, a'],
  },
  {
    sentence: 'a comment on a table',
    base: t,
    declared: "COMMENT ON TABLE t IS 'one'",
    live: "COMMENT ON TABLE t IS 'two'",
    differences: ['changed table public.t comment: one → two'],
  },
  {
    sentence: 'a table that is a view',
    declared: t,
    live: 'CREATE VIEW t AS SELECT 1 AS a, NULL::text AS b',
    differences: ['missing table public.t', 'extra view public.t'],
  },
];
