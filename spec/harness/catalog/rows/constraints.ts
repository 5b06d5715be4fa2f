import type { DriftRow } from './row.ts';

const base = `CREATE TABLE p (a int, b int, PRIMARY KEY (a, b), UNIQUE (b, a)); CREATE TABLE q (a int, b int, PRIMARY KEY (a, b));
  CREATE TABLE t (a int, b int, c int);`;

const foreignKey = (
  sentence: string,
  declared: string,
  live: string,
  ...differences: string[]
): DriftRow => ({
  sentence: `foreign key: ${sentence}`,
  base,
  declared: `ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY ${declared}`,
  live: `ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY ${live}`,
  differences: differences.map((difference) => `changed foreign-key public.t.k ${difference}`),
});

const check = (sentence: string, declared: string, live: string, ...differences: string[]): DriftRow => ({
  sentence: `check: ${sentence}`,
  base,
  declared: `ALTER TABLE t ADD CONSTRAINT k CHECK ${declared}`,
  live: `ALTER TABLE t ADD CONSTRAINT k CHECK ${live}`,
  differences: differences.map((difference) => `changed check public.t.k ${difference}`),
});

const exclusion = (sentence: string, declared: string, live: string, ...differences: string[]): DriftRow => ({
  sentence: `exclusion: ${sentence}`,
  base: 'CREATE TABLE t (r int4range, s int4range);',
  declared: `ALTER TABLE t ADD CONSTRAINT k EXCLUDE USING gist ${declared}`,
  live: `ALTER TABLE t ADD CONSTRAINT k EXCLUDE USING gist ${live}`,
  differences: differences.map((difference) => `changed exclusion public.t.k ${difference}`),
});

const key = '(a, b) REFERENCES p (a, b)';

export const foreignKeys: readonly DriftRow[] = [
  {
    sentence: 'foreign key: missing',
    base,
    declared: `ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY ${key}`,
    live: '',
    differences: ['missing foreign-key public.t.k'],
  },
  foreignKey('other columns', key, '(c, b) REFERENCES p (a, b)', 'columns: [a, b] → [c, b]'),
  foreignKey('columns in another order', key, '(b, a) REFERENCES p (a, b)', 'columns: [a, b] → [b, a]'),
  foreignKey('another table', key, '(a, b) REFERENCES q (a, b)', 'references: public.p → public.q'),
  foreignKey(
    'other referenced columns',
    key,
    '(a, b) REFERENCES p (b, a)',
    'referencedColumns: [a, b] → [b, a]',
  ),
  foreignKey('on delete', key, `${key} ON DELETE CASCADE`, 'onDelete: no action → cascade'),
  foreignKey(
    'on delete restrict',
    `${key} ON DELETE SET DEFAULT`,
    `${key} ON DELETE RESTRICT`,
    'onDelete: set default → restrict',
  ),
  foreignKey('on update', key, `${key} ON UPDATE SET NULL`, 'onUpdate: no action → set null'),
  {
    ...foreignKey(
      'columns to set null',
      `${key} ON DELETE SET NULL`,
      `${key} ON DELETE SET NULL (b)`,
      'setColumns: [] → [b]',
    ),
    since: 15,
  },
  foreignKey('match full', key, `${key} MATCH FULL`, 'match: simple → full'),
  foreignKey('deferrable', key, `${key} DEFERRABLE`, 'timing: immediate → deferrable'),
  foreignKey(
    'deferred',
    key,
    `${key} DEFERRABLE INITIALLY DEFERRED`,
    'timing: immediate → initially deferred',
  ),
  foreignKey('not validated', key, `${key} NOT VALID`, 'validated: true → false'),
  {
    ...foreignKey(
      'not enforced',
      key,
      `${key} NOT ENFORCED`,
      'enforced: true → false',
      'validated: true → false',
    ),
    since: 18,
  },
  {
    sentence: 'foreign key: for a period',
    base: 'CREATE EXTENSION btree_gist; CREATE TABLE p (a int, r int4range); CREATE TABLE t (a int, r int4range);',
    declared: `ALTER TABLE p ADD CONSTRAINT u UNIQUE (a, r);
      ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a, r) REFERENCES p (a, r)`,
    live: `ALTER TABLE p ADD CONSTRAINT u UNIQUE (a, r WITHOUT OVERLAPS);
      ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a, PERIOD r) REFERENCES p (a, PERIOD r)`,
    differences: [
      'changed unique public.p.u period: false → true',
      'changed foreign-key public.t.k period: false → true',
    ],
    since: 18,
  },
  foreignKey(
    'switched off by DISABLE TRIGGER ALL',
    key,
    `${key}; ALTER TABLE t DISABLE TRIGGER ALL`,
    'switchedOff: false → true',
  ),
  foreignKey(
    'switched off at the referenced table',
    key,
    `${key}; ALTER TABLE p DISABLE TRIGGER ALL`,
    'switchedOff: false → true',
  ),
  {
    sentence: 'foreign key: switched off on one partition',
    base: `CREATE TABLE p (a int PRIMARY KEY); CREATE TABLE t (a int REFERENCES p) PARTITION BY LIST (a);
      CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1) PARTITION BY LIST (a); CREATE TABLE t11 PARTITION OF t1 FOR VALUES IN (1);`,
    declared: '',
    live: 'ALTER TABLE t11 DISABLE TRIGGER ALL',
    differences: ['changed foreign-key public.t.t_a_fkey switchedOff: false → true'],
  },
  foreignKey('comment', key, `${key}; COMMENT ON CONSTRAINT k ON t IS 'why'`, 'comment: none → why'),
];

export const checks: readonly DriftRow[] = [
  {
    sentence: 'check: extra',
    base,
    declared: '',
    live: 'ALTER TABLE t ADD CHECK (a > 0)',
    differences: ['extra check public.t.t_a_check'],
  },
  check('another expression', '(a > 0)', '(a >= 0)', 'expression: (a > 0) → (a >= 0)'),
  check('not inherited', '(a > 0)', '(a > 0) NO INHERIT', 'noInherit: false → true'),
  check('not validated', '(a > 0)', '(a > 0) NOT VALID', 'validated: true → false'),
  {
    ...check(
      'not enforced',
      '(a > 0)',
      '(a > 0) NOT ENFORCED',
      'enforced: true → false',
      'validated: true → false',
    ),
    since: 18,
  },
  check('comment', '(a > 0)', "(a > 0); COMMENT ON CONSTRAINT k ON t IS 'why'", 'comment: none → why'),
  {
    sentence: 'check: what children inherit is reported once, at the parent',
    base: `${base} CREATE TABLE child () INHERITS (t); CREATE TABLE grandchild () INHERITS (child);`,
    declared: 'ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)',
    live: '',
    differences: ['missing check public.t.k'],
  },
  {
    sentence: 'check: what a child has of its own is reported at the child',
    base: `${base} CREATE TABLE child () INHERITS (t);`,
    declared: 'ALTER TABLE child ADD CONSTRAINT k CHECK (a > 0)',
    live: '',
    differences: ['missing check public.child.k'],
  },
];

export const exclusions: readonly DriftRow[] = [
  {
    sentence: 'exclusion: missing, and its index with it',
    base: 'CREATE TABLE t (r int4range);',
    declared: 'ALTER TABLE t ADD CONSTRAINT k EXCLUDE USING gist (r WITH &&)',
    live: '',
    differences: ['missing exclusion public.t.k'],
  },
  exclusion('another operator', '(r WITH &&)', '(r WITH -|-)', 'keys: [r WITH &&] → [r WITH -|-]'),
  exclusion('a predicate', '(r WITH &&)', '(r WITH &&) WHERE (s IS NULL)', 'predicate: none → (s IS NULL)'),
  exclusion(
    'more keys',
    '(r WITH &&)',
    '(r WITH &&, s WITH &&)',
    'keys: [r WITH &&] → [r WITH &&, s WITH &&]',
  ),
  exclusion('an included column', '(r WITH &&)', '(r WITH &&) INCLUDE (s)', 'include: [] → [s]'),
  exclusion(
    'storage parameters',
    '(r WITH &&)',
    '(r WITH &&) WITH (fillfactor = 50)',
    'options: [] → [fillfactor=50]',
  ),
  {
    ...exclusion('another method', '', '', 'method: gist → spgist'),
    declared: 'ALTER TABLE t ADD CONSTRAINT k EXCLUDE USING gist (r WITH &&)',
    live: 'ALTER TABLE t ADD CONSTRAINT k EXCLUDE USING spgist (r WITH &&)',
  },
  exclusion(
    'deferred',
    '(r WITH &&)',
    '(r WITH &&) DEFERRABLE INITIALLY DEFERRED',
    'timing: immediate → initially deferred',
  ),
  exclusion(
    'tablespace',
    '(r WITH &&)',
    '(r WITH &&) USING INDEX TABLESPACE driftproof_spec',
    'tablespace: none → driftproof_spec',
  ),
  exclusion('clustered', '(r WITH &&)', '(r WITH &&); ALTER TABLE t CLUSTER ON k', 'clustered: false → true'),
  exclusion(
    'switched off',
    '(r WITH &&) DEFERRABLE',
    '(r WITH &&) DEFERRABLE; ALTER TABLE t DISABLE TRIGGER ALL',
    'switchedOff: false → true',
  ),
  exclusion(
    'comment',
    '(r WITH &&)',
    "(r WITH &&); COMMENT ON CONSTRAINT k ON t IS 'why'",
    'comment: none → why',
  ),
  exclusion(
    'a comment on its index',
    '(r WITH &&)',
    "(r WITH &&); COMMENT ON INDEX k IS 'why'",
    'indexComment: none → why',
  ),
  {
    sentence: 'exclusion: a partitioned table whose partition lacks its part',
    base: `CREATE EXTENSION btree_gist; CREATE TABLE t (a int, b int) PARTITION BY LIST (a);
      CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);`,
    declared: 'ALTER TABLE t ADD CONSTRAINT k EXCLUDE USING gist (a WITH =)',
    live: 'ALTER TABLE ONLY t ADD CONSTRAINT k EXCLUDE USING gist (a WITH =)',
    differences: ['changed exclusion public.t.k valid: true → false'],
    since: 17,
  },
];
