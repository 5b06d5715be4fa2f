import type { DriftRow } from './row.ts';

const base = `CREATE EXTENSION btree_gist; CREATE TABLE t (a int NOT NULL, b int NOT NULL) PARTITION BY LIST (a);
  CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1); CREATE TABLE t2 PARTITION OF t FOR VALUES IN (2) PARTITION BY LIST (b);
  CREATE TABLE t21 PARTITION OF t2 FOR VALUES IN (1);`;

/** What an index has on which another than its name hangs, by the name that Postgres gives its part on `t1`. */
const wholes = [
  { what: 'index public.t.i', sql: 'CREATE INDEX i ON t (a, b)', part: 't1_a_b_idx' },
  {
    what: 'primary-key public.t.k',
    sql: 'ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a, b)',
    part: 't1_pkey',
  },
  { what: 'unique public.t.k', sql: 'ALTER TABLE t ADD CONSTRAINT k UNIQUE (a, b)', part: 't1_a_b_key' },
  {
    what: 'exclusion public.t.k',
    sql: 'ALTER TABLE t ADD CONSTRAINT k EXCLUDE USING gist (a WITH =, b WITH =)',
    part: 't1_a_b_excl',
    since: 17,
  },
] as const;

const [index] = wholes;

const row = (
  sentence: string,
  live: string,
  has: string,
  { what, sql, ...rest }: (typeof wholes)[number] = index,
): DriftRow => ({
  sentence: `${what.split(' ')[0]} of a partition, part of one: ${sentence}`,
  base: `${base} ${sql};`,
  declared: '',
  live: live.replaceAll('PART', rest.part),
  differences: [`changed ${what} partitionIndexes: [] → [public.${has}]`],
  ...('since' in rest ? { since: rest.since } : {}),
});

export const indexParts: readonly DriftRow[] = [
  ...wholes.map((whole) => row('comment', "COMMENT ON INDEX PART IS 'why'", "t1 comment 'why'", whole)),
  row('storage parameters', 'ALTER INDEX PART SET (fillfactor = 50)', 't1 options (fillfactor=50)'),
  row('tablespace', 'ALTER INDEX PART SET TABLESPACE driftproof_spec', 't1 tablespace driftproof_spec'),
  row('clustered', 'ALTER TABLE t1 CLUSTER ON PART', 't1 clustered'),
  {
    ...row('replica identity', '', 't1 replica identity'),
    base: `${base} CREATE UNIQUE INDEX i ON t (a, b);`,
    live: 'ALTER TABLE t1 REPLICA IDENTITY USING INDEX t1_a_b_idx',
    differences: [
      'changed table public.t1 replicaIdentity: default → index',
      'changed index public.t.i partitionIndexes: [] → [public.t1 replica identity]',
    ],
  },
  {
    ...row(
      'statistics',
      'ALTER INDEX t1_b_expr_idx ALTER COLUMN 2 SET STATISTICS 5',
      't1 statistics (1.1 5)',
    ),
    base: `${base} CREATE INDEX i ON t (b, (a + 1));`,
    differences: ['changed index public.t.i partitionIndexes: [] → [public.t1 statistics (2 target 5)]'],
  },
  row('of a partition of a partition', "COMMENT ON INDEX t21_a_b_idx IS 'why'", "t21 comment 'why'"),
  {
    sentence: 'index of a partition, part of one: only what both sides have as a partition is told',
    base: `${base} CREATE INDEX i ON t (a, b); COMMENT ON INDEX t1_a_b_idx IS 'why';`,
    declared: '',
    live: 'DROP TABLE t1',
    differences: ['missing table public.t1'],
  },
  {
    sentence: 'index of a partition, part of one: it may have any name',
    base,
    declared: "CREATE INDEX i ON t (a, b); COMMENT ON INDEX t1_a_b_idx IS 'why'",
    live: "CREATE INDEX mine ON t1 (a, b); CREATE INDEX i ON t (a, b); COMMENT ON INDEX mine IS 'why'",
    differences: [],
  },
];
