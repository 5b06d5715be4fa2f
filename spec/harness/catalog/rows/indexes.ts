import type { DriftRow } from './row.ts';

const t = 'CREATE TABLE t (a text, b int NOT NULL, c int, v tsvector);';

const index = (sentence: string, declared: string, live: string, ...differences: string[]): DriftRow => ({
  sentence: `index: ${sentence}`,
  base: t,
  declared: `CREATE INDEX i ON t ${declared}`,
  live: `CREATE INDEX i ON t ${live}`,
  differences: differences.map((difference) => `changed index public.t.i ${difference}`),
});

const then = (sentence: string, on: string, live: string, ...differences: string[]): DriftRow => ({
  sentence: `index: ${sentence}`,
  base: `${t} CREATE UNIQUE INDEX i ON t ${on};`,
  declared: '',
  live,
  differences,
});

export const indexes: readonly DriftRow[] = [
  then('dropped', '(a)', 'DROP INDEX i', 'missing index public.t.i'),
  then('renamed', '(a)', 'ALTER INDEX i RENAME TO j', 'missing index public.t.i', 'extra index public.t.j'),
  index('another method', 'USING btree (b)', 'USING brin (b)', 'method: btree → brin'),
  {
    ...index('unique', '', '', 'unique: false → true'),
    declared: 'CREATE INDEX i ON t (b)',
    live: 'CREATE UNIQUE INDEX i ON t (b)',
  },
  {
    ...index('nulls that are not distinct', '', '', 'nullsNotDistinct: false → true'),
    declared: 'CREATE UNIQUE INDEX i ON t (c)',
    live: 'CREATE UNIQUE INDEX i ON t (c) NULLS NOT DISTINCT',
    since: 15,
  },
  index('columns in another order', '(b, c)', '(c, b)', 'keys: [b, c] → [c, b]'),
  index('another expression', '(lower(a))', '(upper(a))', 'keys: [lower(a)] → [upper(a)]'),
  index('an expression for a column', '(a)', '(lower(a))', 'keys: [a] → [lower(a)]'),
  index(
    'descending with nulls last',
    '(b NULLS LAST)',
    '(b DESC NULLS LAST)',
    'keys: [b] → [b DESC NULLS LAST]',
  ),
  index('nulls first', '(b)', '(b NULLS FIRST)', 'keys: [b] → [b NULLS FIRST]'),
  index('plain DESC puts nulls first', '(b)', '(b DESC)', 'keys: [b] → [b DESC]'),
  index('another operator class', '(a)', '(a text_pattern_ops)', 'keys: [a] → [a text_pattern_ops]'),
  index('an operator class by its other name', '(a text_pattern_ops)', '(a varchar_pattern_ops)'),
  index(
    'an operator class that is the default of another type',
    '(b)',
    '(b oid_ops)',
    'keys: [b] → [b oid_ops]',
  ),
  index(
    'columns and their ways in another order',
    '(a COLLATE "C", b DESC)',
    '(b DESC, a COLLATE "C")',
    'keys: [a COLLATE "C", b DESC] → [b DESC, a COLLATE "C"]',
  ),
  index('what is the default anyway', '(a)', 'USING btree (a COLLATE "default" text_ops ASC NULLS LAST)'),
  index(
    'parameters of an operator class',
    'USING gist (v)',
    'USING gist (v tsvector_ops (siglen = 100))',
    'keys: [v] → [v (siglen=100)]',
  ),
  index('another collation', '(a)', '(a COLLATE "C")', 'keys: [a] → [a COLLATE "C"]'),
  index(
    'included columns are no key columns',
    '(b, c)',
    '(b) INCLUDE (c)',
    'include: [] → [c]',
    'keys: [b, c] → [b]',
  ),
  index('other included columns', '(a) INCLUDE (b)', '(a) INCLUDE (c)', 'include: [b] → [c]'),
  index('a predicate', '(a) WHERE b > 0', '(a)', 'predicate: (b > 0) → none'),
  index('another predicate', '(a) WHERE b > 0', '(a) WHERE b > 1', 'predicate: (b > 0) → (b > 1)'),
  index(
    'storage parameters',
    '(b)',
    '(b) WITH (fillfactor = 50, deduplicate_items = off)',
    'options: [] → [deduplicate_items=off, fillfactor=50]',
  ),
  index('tablespace', '(b)', '(b) TABLESPACE driftproof_spec', 'tablespace: none → driftproof_spec'),
  then(
    'a statistics target',
    '((b + 1))',
    'ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 500',
    'changed index public.t.i statistics: [] → [1 target 500]',
  ),
  then('clustered', '(b)', 'ALTER TABLE t CLUSTER ON i', 'changed index public.t.i clustered: false → true'),
  then(
    'the replica identity',
    '(b)',
    'ALTER TABLE t REPLICA IDENTITY USING INDEX i',
    'changed table public.t replicaIdentity: default → index',
    'changed index public.t.i replicaIdentity: false → true',
  ),
  then('comment', '(b)', "COMMENT ON INDEX i IS 'why'", 'changed index public.t.i comment: none → why'),
  {
    sentence: 'index: a build that failed half way leaves it invalid',
    declared: `${t} CREATE UNIQUE INDEX i ON t (b)`,
    live: {
      alone: [
        t,
        'INSERT INTO t (b) VALUES (1), (1)',
        { fails: 'CREATE UNIQUE INDEX CONCURRENTLY i ON t (b)' },
      ],
    },
    differences: ['changed index public.t.i valid: true → false'],
  },
  {
    sentence: 'index: a rebuild that failed half way leaves an invalid copy',
    declared: `${t} CREATE UNIQUE INDEX i ON t (b)`,
    live: {
      alone: [
        t,
        'INSERT INTO t (b) VALUES (1), (1)',
        { fails: 'CREATE UNIQUE INDEX CONCURRENTLY i ON t (b)' },
        { fails: 'REINDEX INDEX CONCURRENTLY i' },
      ],
    },
    differences: ['changed index public.t.i valid: true → false', 'extra index public.t.i_ccnew'],
  },
  {
    sentence: 'index: a partitioned table whose partition lacks its part',
    base: 'CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);',
    declared: 'CREATE INDEX i ON t (a)',
    live: 'CREATE INDEX i ON ONLY t (a)',
    differences: ['changed index public.t.i valid: true → false'],
  },
  {
    sentence: 'index: of a materialized view',
    base: 'CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;',
    declared: 'CREATE UNIQUE INDEX i ON m (a)',
    live: '',
    differences: ['missing index public.m.i'],
  },
];
