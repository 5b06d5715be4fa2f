import type { DriftRow } from './row.ts';

const t = 'CREATE TABLE t (a int NOT NULL, b int NOT NULL, c int);';
const partitioned = `CREATE TABLE t (a int NOT NULL, b int NOT NULL) PARTITION BY LIST (a);
  CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);`;

/** One row for a primary key and one for a unique constraint, which are the same but for the words. */
const both = (sentence: string, declared: string, live: string, ...differences: string[]): DriftRow[] =>
  ['PRIMARY KEY', 'UNIQUE'].map((what) => of(what, sentence, declared, live, differences));

function of(
  what: string,
  sentence: string,
  declared: string,
  live: string,
  differences: string[],
  base = t,
): DriftRow {
  const fill = (text: string) =>
    text.replaceAll('KEY', what).replaceAll('kind', what.toLowerCase().replace(' ', '-'));
  return {
    sentence: `${what.toLowerCase()}: ${sentence}`,
    base,
    declared: `ALTER TABLE t ADD CONSTRAINT k ${fill(declared)}`,
    live: `ALTER TABLE t ADD CONSTRAINT k ${fill(live)}`,
    differences: differences.map(fill),
  };
}

const onPartitioned = (what: string): DriftRow => ({
  ...of(
    what,
    'a partitioned table whose partition lacks its part',
    'KEY (a)',
    'KEY (a)',
    ['changed kind public.t.k valid: true → false'],
    partitioned,
  ),
  live: `ALTER TABLE ONLY t ADD CONSTRAINT k ${what} (a)`,
});

export const keys: readonly DriftRow[] = [
  {
    sentence: 'a missing primary key, whose NOT NULL stays',
    base: t,
    declared: 'ALTER TABLE t ADD PRIMARY KEY (a)',
    live: '',
    differences: ['missing primary-key public.t.t_pkey'],
  },
  {
    sentence: 'a unique constraint that is a unique index',
    base: t,
    declared: 'ALTER TABLE t ADD CONSTRAINT k UNIQUE (a)',
    live: 'CREATE UNIQUE INDEX k ON t (a)',
    differences: ['extra index public.t.k', 'missing unique public.t.k'],
  },
  {
    sentence: 'a unique constraint under another name',
    base: t,
    declared: 'ALTER TABLE t ADD CONSTRAINT t_a_unique UNIQUE (a)',
    live: 'ALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE (a)',
    differences: ['extra unique public.t.t_a_key', 'missing unique public.t.t_a_unique'],
  },
  ...both(
    'columns in another order',
    'KEY (a, b)',
    'KEY (b, a)',
    'changed kind public.t.k columns: [a, b] → [b, a]',
  ),
  ...both('included columns', 'KEY (a) INCLUDE (c)', 'KEY (a)', 'changed kind public.t.k include: [c] → []'),
  ...both(
    'deferrable',
    'KEY (a)',
    'KEY (a) DEFERRABLE',
    'changed kind public.t.k timing: immediate → deferrable',
  ),
  ...both(
    'deferred',
    'KEY (a) DEFERRABLE',
    'KEY (a) DEFERRABLE INITIALLY DEFERRED',
    'changed kind public.t.k timing: deferrable → initially deferred',
  ),
  ...both(
    'storage parameters',
    'KEY (a)',
    'KEY (a) WITH (fillfactor = 50)',
    'changed kind public.t.k options: [] → [fillfactor=50]',
  ),
  ...both(
    'tablespace',
    'KEY (a)',
    'KEY (a) USING INDEX TABLESPACE driftproof_spec',
    'changed kind public.t.k tablespace: none → driftproof_spec',
  ),
  ...both(
    'clustered',
    'KEY (a)',
    'KEY (a); ALTER TABLE t CLUSTER ON k',
    'changed kind public.t.k clustered: false → true',
  ),
  ...both(
    'the replica identity',
    'KEY (a)',
    'KEY (a); ALTER TABLE t REPLICA IDENTITY USING INDEX k',
    'changed table public.t replicaIdentity: default → index',
    'changed kind public.t.k replicaIdentity: false → true',
  ),
  ...both(
    'comment',
    'KEY (a)',
    "KEY (a); COMMENT ON CONSTRAINT k ON t IS 'why'",
    'changed kind public.t.k comment: none → why',
  ),
  ...both(
    'a comment on its index',
    'KEY (a)',
    "KEY (a); COMMENT ON INDEX k IS 'why'",
    'changed kind public.t.k indexComment: none → why',
  ),
  ...both(
    'a deferrable key that DISABLE TRIGGER ALL has switched off',
    'KEY (a) DEFERRABLE',
    'KEY (a) DEFERRABLE; ALTER TABLE t DISABLE TRIGGER ALL',
    'changed kind public.t.k switchedOff: false → true',
  ),
  ...['PRIMARY KEY', 'UNIQUE'].map(
    (what): DriftRow => ({
      ...of(
        what,
        'without overlaps',
        'KEY (b, r)',
        'KEY (b, r WITHOUT OVERLAPS)',
        ['changed kind public.t.k period: false → true'],
        'CREATE EXTENSION btree_gist; CREATE TABLE t (b int NOT NULL, r int4range NOT NULL);',
      ),
      since: 18,
    }),
  ),
  onPartitioned('PRIMARY KEY'),
  onPartitioned('UNIQUE'),
  {
    ...of('UNIQUE', 'nulls that are not distinct', 'UNIQUE (c)', 'UNIQUE NULLS NOT DISTINCT (c)', [
      'changed unique public.t.k nullsNotDistinct: false → true',
    ]),
    since: 15,
  },
];
