/** A place for an expression, how it is expected, how else it can be written there, and what would be another one. */
export interface TextRow {
  /** Kind and attribute. */
  readonly place: string;
  readonly base?: string;
  readonly sql: (text: string) => string;
  readonly expected: string;
  /** In a form that prints differently, or did on some major. */
  readonly reprinted: readonly string[];
  readonly others: readonly string[];
}

const account = `CREATE TABLE a (id integer, kind varchar(20), note text, price numeric, during tstzrange);`;

/** A list as it is written; as the first print has it; and as the second has it. */
const written = "kind IN ('a', 'b')";
const printed = "((kind)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))";
const reprinted =
  "((kind)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))";
const lists = {
  expected: written,
  reprinted: [printed, reprinted],
  others: [
    "kind IN ('a', 'c')",
    "kind IN ('a', 'b', 'c')",
    "kind NOT IN ('a', 'b')",
    "note IN ('a', 'b')",
    reprinted.replace("'b'", "'B'"),
  ],
};

const withSuffix = (suffix: string) => ({
  expected: `${written}${suffix}`,
  reprinted: lists.reprinted.map((text) => `(${text}${suffix})`),
  others: [...lists.others.map((text) => `${text}${suffix}`), written],
});

const body = (condition: string): string => `SELECT id FROM public.a WHERE ${condition}`;
const queries = {
  expected: body(written),
  reprinted: [body(printed), body(reprinted), `SELECT a.id FROM public.a WHERE ${reprinted}`],
  others: [
    ...lists.others.map(body),
    body('true'),
    `SELECT id FROM public.a AS a LEFT JOIN public.b USING (id) WHERE ${written}`,
  ],
};

/** A list about no column. */
const plain = "CURRENT_USER::varchar IN ('a', 'b')";
const plainLists = {
  expected: plain,
  reprinted: lists.reprinted.map((text) => text.replace('(kind)', '((CURRENT_USER)::character varying)')),
  others: [
    "CURRENT_USER::varchar IN ('a', 'c')",
    "CURRENT_USER::varchar NOT IN ('a', 'b')",
    `${plain} AND now() > '2024-01-01'`,
  ],
};

export const textRows: readonly TextRow[] = [
  {
    place: 'column default',
    sql: (text) => `CREATE TABLE a (c boolean DEFAULT (${text}));`,
    ...plainLists,
  },
  {
    place: 'column expression',
    sql: (text) =>
      `CREATE TABLE a (kind varchar(20), note text, c boolean GENERATED ALWAYS AS (${text}) STORED);`,
    ...lists,
  },
  {
    place: 'check expression',
    base: account,
    sql: (text) => `ALTER TABLE a ADD CONSTRAINT k CHECK (${text});`,
    ...withSuffix(' AND price > 0'),
  },
  {
    place: 'check expression',
    base: account,
    sql: (text) => `ALTER TABLE a ADD CONSTRAINT k CHECK (${text});`,
    expected: 'note::integer > 1',
    reprinted: ['((note)::integer > 1)'],
    others: ['note::integer >= 1', 'note::numeric > 1', 'note::integer > 2', "note > '1'"],
  },
  {
    place: 'check expression',
    sql: (text) => `CREATE DOMAIN d AS varchar(20) CONSTRAINT k CHECK (${text});`,
    expected: written.replace('kind', 'VALUE'),
    reprinted: lists.reprinted.map((text) => text.replace('kind', 'VALUE')),
    others: lists.others
      .filter((text) => !text.startsWith('note'))
      .map((text) => text.replace('kind', 'VALUE')),
  },
  {
    place: 'domain default',
    sql: (text) => `CREATE DOMAIN d AS boolean DEFAULT (${text});`,
    ...plainLists,
  },
  {
    place: 'index keys',
    base: account,
    sql: (text) => `CREATE INDEX i ON a (id, (${text}), lower(note));`,
    ...lists,
  },
  {
    place: 'index keys',
    base: account,
    sql: (text) => `CREATE INDEX i ON a (note COLLATE "C" text_pattern_ops, ${text});`,
    expected: `lower((${written})::text) COLLATE "C" text_pattern_ops DESC`,
    reprinted: lists.reprinted.map((each) => `lower((${each})::text) COLLATE "C" text_pattern_ops DESC`),
    others: [
      `lower((${printed})::text) COLLATE "C" text_pattern_ops ASC`,
      `lower((${reprinted})::text) COLLATE "C" DESC`,
      `lower((${reprinted})::text) COLLATE "POSIX" text_pattern_ops DESC`,
      `upper((${written})::text) COLLATE "C" text_pattern_ops DESC`,
      'note COLLATE "C" text_pattern_ops DESC',
    ],
  },
  {
    place: 'exclusion keys',
    base: account,
    sql: (text) => `ALTER TABLE a ADD CONSTRAINT k EXCLUDE USING gist (${text});`,
    expected: `int4range((${written})::integer, 9, '[]') WITH &&, during WITH &&`,
    reprinted: lists.reprinted.map(
      (each) => `int4range((${each})::integer, 9, '[]'::text) WITH &&, during WITH &&`,
    ),
    others: [
      `int4range((${written})::integer, 8, '[]') WITH &&, during WITH &&`,
      `int4range((${reprinted})::integer, 9, '[]') WITH =, during WITH &&`,
      `during WITH &&, int4range((${written})::integer, 9, '[]') WITH &&`,
    ],
  },
  {
    place: 'index predicate',
    base: account,
    sql: (text) => `CREATE INDEX i ON a (id) WHERE ${text};`,
    ...withSuffix(' AND price > 0'),
  },
  {
    place: 'index predicate',
    base: `${account} CREATE MATERIALIZED VIEW m AS SELECT * FROM a;`,
    sql: (text) => `CREATE INDEX i ON m (id) WHERE ${text};`,
    ...lists,
  },
  {
    place: 'exclusion predicate',
    base: account,
    sql: (text) => `ALTER TABLE a ADD CONSTRAINT k EXCLUDE USING gist (during WITH &&) WHERE (${text});`,
    ...lists,
  },
  {
    place: 'policy using',
    base: account,
    sql: (text) => `CREATE POLICY p ON a FOR ALL USING (${text}) WITH CHECK (true);`,
    ...withSuffix(' AND EXISTS (SELECT FROM public.a o WHERE o.id > a.id)'),
  },
  {
    place: 'policy check',
    base: account,
    sql: (text) => `CREATE POLICY p ON a FOR ALL USING (true) WITH CHECK (${text});`,
    ...lists,
  },
  {
    place: 'publication-table filter',
    base: account,
    sql: (text) => `CREATE PUBLICATION p FOR TABLE a WHERE (${text});`,
    // A list of varchar is none that a filter may have.
    expected: 'id IN (1, 2)',
    reprinted: ['(id = ANY (ARRAY[1, 2]))', '((id = ANY (ARRAY[1, 2])))'],
    others: ['id IN (1, 3)', 'id IN (1, 2, 3)', 'id NOT IN (1, 2)', 'id IN (2, 1)'],
  },
  {
    place: 'statistics expressions',
    base: `${account} CREATE SCHEMA s;`,
    sql: (text) => `CREATE STATISTICS s.st ON (${text}) FROM a;`,
    ...lists,
  },
  {
    place: 'view definition',
    base: `${account} CREATE TABLE b (id integer);`,
    sql: (text) => `CREATE VIEW v AS ${text};`,
    ...queries,
  },
  {
    place: 'view columnDefaults',
    base: `${account} CREATE VIEW v AS SELECT true AS "a: b", note FROM a;`,
    sql: (text) => `ALTER VIEW v ALTER COLUMN "a: b" SET DEFAULT (${text});`,
    ...plainLists,
  },
  {
    place: 'view columnDefaults',
    base: `${account} CREATE VIEW v AS SELECT true AS notes FROM a;`,
    sql: (text) => `ALTER VIEW v ALTER COLUMN notes SET DEFAULT (${text});`,
    ...plainLists,
  },
  {
    place: 'view columnDefaults',
    base: `${account} CREATE VIEW v AS SELECT true AS a, note AS b, note AS c FROM a;`,
    sql: (text) =>
      `ALTER VIEW v ALTER COLUMN a SET DEFAULT (${plain}); ALTER VIEW v ALTER COLUMN ${text} SET DEFAULT 'x';`,
    expected: 'b',
    reprinted: [],
    others: ['c', `a SET DEFAULT ${plainLists.reprinted[0]}; ALTER VIEW v ALTER c`],
  },
  {
    place: 'materialized-view definition',
    base: `${account} CREATE TABLE b (id integer);`,
    sql: (text) => `CREATE MATERIALIZED VIEW v AS ${text};`,
    ...queries,
  },
  {
    place: 'trigger definition',
    base: `${account} CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';`,
    sql: (text) =>
      `CREATE TRIGGER "a trigger" BEFORE UPDATE ON a FOR EACH ROW WHEN (${text}) EXECUTE FUNCTION f('a;b');`,
    expected: written.replace('kind', 'NEW.kind'),
    reprinted: lists.reprinted.map((text) => text.replace('kind', 'NEW.kind')),
    others: lists.others
      .map((text) => text.replace(/kind|note/, 'NEW.$&'))
      .concat(written.replace('kind', 'OLD.kind')),
  },
  {
    place: 'rule definition',
    base: account,
    sql: (text) =>
      `CREATE RULE r AS ON DELETE TO a WHERE ${text} DO INSTEAD (UPDATE a SET id = 1 WHERE id = OLD.id; DELETE FROM a WHERE ${text.replaceAll('OLD.', 'a.')});`,
    expected: written.replace('kind', 'OLD.kind'),
    reprinted: lists.reprinted.map((text) => text.replace('kind', 'OLD.kind')),
    others: lists.others.map((text) => text.replace(/kind|note/, 'OLD.$&')),
  },
  {
    place: 'function body',
    base: `${account} CREATE TABLE b (id integer);`,
    sql: (text) =>
      `CREATE FUNCTION "F" (id integer DEFAULT 1) RETURNS SETOF integer LANGUAGE sql BEGIN ATOMIC ${text}; SELECT "F".id; END;`,
    ...queries,
  },
  {
    place: 'function body',
    sql: (text) => `CREATE FUNCTION f(kind varchar, note text) RETURNS boolean LANGUAGE sql RETURN ${text};`,
    ...lists,
  },
  {
    place: 'function arguments',
    sql: (text) => `CREATE PROCEDURE f(a boolean DEFAULT (${text})) LANGUAGE sql AS '';`,
    ...plainLists,
  },
  {
    place: 'table partitionBy',
    sql: (text) => `CREATE TABLE t (kind varchar(20), note text) PARTITION BY ${text};`,
    expected: `RANGE (lower(note), ((${written})::text) COLLATE "C")`,
    reprinted: lists.reprinted.map((each) => `RANGE (lower(note), ((${each})::text) COLLATE "C")`),
    others: [
      `RANGE (lower(note), ((${reprinted})::text))`,
      `RANGE (upper(note), ((${written})::text) COLLATE "C")`,
      'RANGE (lower(note))',
      `HASH (lower(note), ((${written})::text) COLLATE "C")`,
    ],
  },
  {
    place: 'table partitionBy',
    sql: (text) => `CREATE TABLE t (kind varchar(20), note text) PARTITION BY LIST ((${text}));`,
    ...lists,
  },
];
