/** Two states of one thing, what is remarked of them, and what stays drift. */
export interface MeaningRow {
  readonly sentence: string;
  readonly base?: string;
  readonly expected: string;
  readonly actual: string;
  readonly remarks?: readonly string[];
  readonly differences?: readonly string[];
}

const users = 'CREATE TABLE users (id integer, email varchar(80), PRIMARY KEY (id));';
const posts = `${users} CREATE TABLE posts (id integer, user_id integer, slug text);`;
const on = (table: string, constraint: string): string =>
  `ALTER TABLE ${table} ADD CONSTRAINT ${constraint};`;

/** A Cyrillic letter has two bytes: the names below would be cut within one. */
const table = `${'ж'.repeat(10)}a`;
const twoBytes = 'ж'.repeat(21);
const long = 'a_table_with_a_name_so_long_that_little_is_left_for_more';

const keys: readonly MeaningRow[] = [
  {
    sentence: 'a unique constraint as drizzle-kit 0.x names it, and as 1.0 does',
    base: users,
    expected: on('users', 'users_email_unique UNIQUE (email)'),
    actual: on('users', 'users_email_key UNIQUE (email)'),
    remarks: ['unique public.users name: users_email_unique → users_email_key'],
  },
  {
    sentence: 'a unique constraint that Postgres named',
    base: users,
    expected: on('users', 'users_email_unique UNIQUE (email)'),
    actual: 'ALTER TABLE users ADD UNIQUE (email);',
    remarks: ['unique public.users name: users_email_unique → users_email_key'],
  },
  {
    sentence: 'the second name of its kind',
    base: users,
    expected: `${on('users', 'users_email_key UNIQUE (email)')} ${on('users', 'users_email_unique UNIQUE (email)')}`,
    actual: 'ALTER TABLE users ADD UNIQUE (email), ADD UNIQUE (email);',
    remarks: ['unique public.users name: users_email_unique → users_email_key1'],
  },
  {
    sentence: 'a foreign key as 0.x and as 1.0 names it',
    base: posts,
    expected: on('posts', 'posts_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES users (id)'),
    actual: on('posts', 'posts_user_id_users_id_fkey FOREIGN KEY (user_id) REFERENCES users (id)'),
    remarks: ['foreign-key public.posts name: posts_user_id_users_id_fk → posts_user_id_users_id_fkey'],
  },
  {
    sentence: 'a foreign key that Postgres named',
    base: posts,
    expected: on('posts', 'posts_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES users (id)'),
    actual: 'ALTER TABLE posts ADD FOREIGN KEY (user_id) REFERENCES users (id);',
    remarks: ['foreign-key public.posts name: posts_user_id_users_id_fk → posts_user_id_fkey'],
  },
  {
    sentence: 'an index as 0.x and as 1.0 names it',
    base: users,
    expected: 'CREATE INDEX users_email_index ON users (email);',
    actual: 'CREATE INDEX users_email_idx ON users (email);',
    remarks: ['index public.users name: users_email_index → users_email_idx'],
  },
  {
    sentence: 'an index of expressions that Postgres named, in another print',
    base: users,
    expected: "CREATE INDEX users_lower_idx ON users (lower(email)) WHERE email IN ('a', 'b');",
    actual:
      "CREATE INDEX users_lower_idx1 ON users (lower((email)::text)) WHERE email::text = ANY (ARRAY['a'::varchar::text, 'b'::varchar::text]);",
    remarks: ['index public.users name: users_lower_idx → users_lower_idx1'],
  },
  {
    sentence: 'a primary key as drizzle and as Postgres names it',
    base: 'CREATE TABLE pairs (a integer, b integer);',
    expected: on('pairs', 'pairs_a_b_pk PRIMARY KEY (a, b)'),
    actual: 'ALTER TABLE pairs ADD PRIMARY KEY (a, b);',
    remarks: ['primary-key public.pairs name: pairs_a_b_pk → pairs_pkey'],
  },
  {
    sentence: 'an exclusion that Postgres named twice',
    base: 'CREATE TABLE stays (during tstzrange);',
    expected: 'ALTER TABLE stays ADD EXCLUDE USING gist (during WITH &&);',
    actual: on('stays', 'stays_during_excl1 EXCLUDE USING gist (during WITH &&)'),
    remarks: ['exclusion public.stays name: stays_during_excl → stays_during_excl1'],
  },
];

const renames: readonly MeaningRow[] = [
  {
    sentence: 'the keys, checks and sequence of a renamed table',
    expected: `CREATE TABLE was (id serial PRIMARY KEY, code text UNIQUE, age integer CHECK (age > 0));
      CREATE INDEX ON was (age); ALTER TABLE was RENAME TO became;`,
    actual: `CREATE TABLE became (id serial PRIMARY KEY, code text UNIQUE, age integer CHECK (age > 0));
      CREATE INDEX ON became (age);`,
    remarks: [
      'sequence public name: was_id_seq → became_id_seq',
      'check public.became name: was_age_check → became_age_check',
      'index public.became name: was_age_idx → became_age_idx',
      'primary-key public.became name: was_pkey → became_pkey',
      'unique public.became name: was_code_key → became_code_key',
    ],
  },
  {
    sentence: 'the keys of a renamed column',
    base: users,
    expected: `CREATE TABLE t (was text UNIQUE, user_id integer REFERENCES users); CREATE INDEX ON t (was);
      ALTER TABLE t RENAME was TO became; ALTER TABLE t RENAME user_id TO owner_id;`,
    actual:
      'CREATE TABLE t (became text UNIQUE, owner_id integer REFERENCES users); CREATE INDEX ON t (became);',
    remarks: [
      'foreign-key public.t name: t_user_id_fkey → t_owner_id_fkey',
      'index public.t name: t_was_idx → t_became_idx',
      'unique public.t name: t_was_key → t_became_key',
    ],
  },
];

const cuts: readonly MeaningRow[] = [
  {
    sentence: 'a name cut at 63 bytes, and one of Postgres’s shortening',
    base: `CREATE TABLE ${table} (${twoBytes} integer);`,
    expected: on(table, `${table}_${twoBytes}_unique UNIQUE (${twoBytes})`),
    actual: `ALTER TABLE ${table} ADD UNIQUE (${twoBytes});`,
    remarks: [`unique public.${table} name: ${table}_${'ж'.repeat(20)} → ${table}_${'ж'.repeat(18)}_key`],
  },
  {
    sentence: 'one name, cut by Postgres on both sides',
    base: `CREATE TABLE ${long} (some_column integer);`,
    expected: on(long, `${long}_some_column_unique UNIQUE (some_column)`),
    actual: on(long, `${long}_some_column_uniqueness UNIQUE (some_column)`).replace('_uniqueness', '_unique'),
  },
  {
    sentence: 'a foreign key that 0.x names at length, and 1.0 by a hash',
    base: `${users} CREATE TABLE ${long.slice(0, 40)} (some_user_column integer);`,
    expected: on(
      long.slice(0, 40),
      `${long.slice(0, 40)}_some_user_column_users_id_fk FOREIGN KEY (some_user_column) REFERENCES users (id)`,
    ),
    actual: on(
      long.slice(0, 40),
      `${long.slice(0, 40)}_ab3def6hij9k_fkey FOREIGN KEY (some_user_column) REFERENCES users (id)`,
    ),
    remarks: [
      `foreign-key public.${long.slice(0, 40)} name: ${long.slice(0, 40)}_some_user_column_users → ${long.slice(0, 40)}_ab3def6hij9k_fkey`,
    ],
  },
];

const column = (type: string, expected: string, actual: string, sentence: string) => ({
  sentence: `${type}: ${sentence}`,
  expected: `CREATE TABLE t (c ${type} ${expected});`,
  actual: `CREATE TABLE t (c ${type} ${actual});`,
});
const alike = (type: string, expected: string, actual: string, printed: string): MeaningRow => ({
  ...column(type, `DEFAULT ${expected}`, `DEFAULT ${actual}`, `${expected} is ${actual}`),
  remarks: [`column public.t.c default: ${printed}`],
});
const unlike = (type: string, expected: string, actual: string, printed: string): MeaningRow => ({
  ...column(type, `DEFAULT ${expected}`, `DEFAULT ${actual}`, `${expected} is not ${actual}`),
  differences: [`changed column public.t.c default: ${printed}`],
});

const defaults: readonly MeaningRow[] = [
  alike('text[]', "'{}'", 'ARRAY[]::text[]', "'{}'::text[] → ARRAY[]::text[]"),
  alike('text[]', "'{a,b}'", "ARRAY['a', 'b']", "'{a,b}'::text[] → ARRAY['a'::text, 'b'::text]"),
  alike('text', "'x'", "'x'::varchar", "'x'::text → 'x'::character varying"),
  alike('varchar(5)', "'x'", "'x'::text", "'x'::character varying → 'x'::text"),
  alike('numeric', '7', "'7'", "7 → '7'::numeric"),
  alike('bigint', '7', "'7'::bigint", "7 → '7'::bigint"),
  alike('double precision', '0.5', "'0.5'", "0.5 → '0.5'::double precision"),
  alike('jsonb', `'{"a":1}'`, `'{"a":1}'::json`, `'{"a": 1}'::jsonb → '{"a":1}'::json`),
  {
    ...column('varchar(5)', 'DEFAULT NULL', '', 'DEFAULT NULL is no default'),
    remarks: ['column public.t.c default: NULL::character varying → none'],
  },
  column('integer', 'DEFAULT NULL', '', 'DEFAULT NULL is stored as no default'),
  {
    sentence: 'a column whose type was changed keeps the cast of its default',
    expected: "CREATE TABLE t (c varchar DEFAULT 'x'); ALTER TABLE t ALTER c TYPE text;",
    actual: "CREATE TABLE t (c text DEFAULT 'x');",
    remarks: ["column public.t.c default: 'x'::character varying → 'x'::text"],
  },
  {
    sentence: 'the default of a domain',
    expected: "CREATE DOMAIN d AS text[] DEFAULT '{}';",
    actual: 'CREATE DOMAIN d AS text[] DEFAULT ARRAY[]::text[];',
    remarks: ["domain public.d default: '{}'::text[] → ARRAY[]::text[]"],
  },
];

const nearMisses: readonly MeaningRow[] = [
  {
    sentence: 'a name that somebody chose',
    base: users,
    expected: on('users', 'users_email_unique UNIQUE (email)'),
    actual: on('users', 'one_per_address UNIQUE (email)'),
    differences: [
      'extra unique public.users.one_per_address',
      'missing unique public.users.users_email_unique',
    ],
  },
  {
    sentence: 'a chosen name with an ending of no tool',
    base: users,
    expected: on('users', 'users_pkey_new PRIMARY KEY (id)').replace(
      'ADD',
      'DROP CONSTRAINT users_pkey, ADD',
    ),
    actual: on('users', 'users_pk PRIMARY KEY (id)').replace('ADD', 'DROP CONSTRAINT users_pkey, ADD'),
    differences: [
      'extra primary-key public.users.users_pk',
      'missing primary-key public.users.users_pkey_new',
    ],
  },
  {
    sentence: 'the table’s name and an ending that goes with columns',
    base: 'CREATE TABLE t (id integer);',
    expected: on('t', 't_pkey PRIMARY KEY (id)'),
    actual: on('t', 't_pk PRIMARY KEY (id)'),
    differences: ['extra primary-key public.t.t_pk', 'missing primary-key public.t.t_pkey'],
  },
  {
    sentence: 'checks, which drizzle never names by itself',
    base: users,
    expected: on('users', 'users_valid_check CHECK (id > 0)'),
    actual: on('users', 'users_positive_check CHECK (id > 0)'),
    differences: [
      'extra check public.users.users_positive_check',
      'missing check public.users.users_valid_check',
    ],
  },
  {
    sentence: 'default names of two constraints that differ',
    base: users,
    expected: on('users', 'users_email_unique UNIQUE (email)'),
    actual: on('users', 'users_email_key UNIQUE (email) DEFERRABLE'),
    differences: [
      'extra unique public.users.users_email_key',
      'missing unique public.users.users_email_unique',
    ],
  },
  {
    sentence: 'default names of foreign keys that act differently',
    base: posts,
    expected: on('posts', 'posts_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES users (id)'),
    actual: on('posts', 'posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE'),
    differences: [
      'extra foreign-key public.posts.posts_user_id_fkey',
      'missing foreign-key public.posts.posts_user_id_users_id_fk',
    ],
  },
  {
    sentence: 'default names of indexes with other predicates',
    base: users,
    expected: "CREATE INDEX users_email_index ON users (email) WHERE email IN ('a', 'b');",
    actual: "CREATE INDEX users_email_idx ON users (email) WHERE email IN ('a', 'c');",
    differences: ['extra index public.users.users_email_idx', 'missing index public.users.users_email_index'],
  },
  {
    sentence: 'a unique constraint and a unique index',
    base: users,
    expected: on('users', 'users_email_unique UNIQUE (email)'),
    actual: 'CREATE UNIQUE INDEX users_email_key ON users (email);',
    differences: [
      'extra index public.users.users_email_key',
      'missing unique public.users.users_email_unique',
    ],
  },
  {
    sentence: 'default names on two tables',
    base: posts,
    expected: on('posts', 'posts_id_key UNIQUE (id)'),
    actual: on('users', 'users_id_key UNIQUE (id)'),
    differences: ['missing unique public.posts.posts_id_key', 'extra unique public.users.users_id_key'],
  },
  {
    sentence: 'a hash where the name is short enough',
    base: posts,
    expected: on('posts', 'posts_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES users (id)'),
    actual: on('posts', 'custom_ab3def6hij9k_fkey FOREIGN KEY (user_id) REFERENCES users (id)'),
    differences: [
      'extra foreign-key public.posts.custom_ab3def6hij9k_fkey',
      'missing foreign-key public.posts.posts_user_id_users_id_fk',
    ],
  },
  {
    sentence: 'a serial column that takes from a sequence of another',
    base: 'CREATE SEQUENCE other;',
    expected: 'CREATE TABLE t (id serial);',
    actual: "CREATE TABLE t (id serial); ALTER TABLE t ALTER id SET DEFAULT nextval('other');",
    differences: [
      "changed column public.t.id default: nextval('public.t_id_seq'::regclass) → nextval('public.other'::regclass)",
    ],
  },
  unlike('text', "'x'", "'y'::varchar", "'x'::text → 'y'::character varying"),
  unlike('text', "'x'", "'x '", "'x'::text → 'x '::text"),
  unlike('numeric', '7', '7.0', '7 → 7.0'),
  unlike('json', `'{"a":1}'`, `'{"a": 1}'`, `'{"a":1}'::json → '{"a": 1}'::json`),
  unlike('text[]', "'{a}'", "'{{a}}'", "'{a}'::text[] → '{{a}}'::text[]"),
  unlike('timestamptz', 'now()', 'clock_timestamp()', 'now() → clock_timestamp()'),
  unlike('text', "'x'", "lower('X')", "'x'::text → lower('X'::text)"),
  unlike(
    'date',
    "'2024-01-01'",
    "'2024-01-01'::text::date",
    "'2024-01-01'::date → ('2024-01-01'::text)::date",
  ),
  unlike('varchar(3)', "'abcdef'", "'abcxyz'", "'abcdef'::character varying → 'abcxyz'::character varying"),
  {
    ...column('text', "DEFAULT 'x'", '', 'no default is not a default'),
    differences: ["changed column public.t.c default: 'x'::text → none"],
  },
  {
    sentence: 'DEFAULT NULL where the type has another default',
    base: "CREATE DOMAIN d AS varchar(5) DEFAULT 'x';",
    expected: 'CREATE TABLE t (c d DEFAULT NULL);',
    actual: 'CREATE TABLE t (c d);',
    differences: ['changed column public.t.c default: NULL::character varying → none'],
  },
];

export const meaningRows: readonly MeaningRow[] = [
  ...keys,
  ...renames,
  ...cuts,
  {
    sentence: 'an operator class under its other name',
    base: users,
    expected: 'CREATE INDEX i ON users (email text_pattern_ops); CREATE INDEX j ON users (email);',
    actual:
      'CREATE INDEX i ON users (email varchar_pattern_ops); CREATE INDEX j ON users (email varchar_ops);',
  },
  ...defaults,
  ...nearMisses,
];
