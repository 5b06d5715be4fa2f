import type { DriftRow } from './row.ts';

const changed =
  (base: string, kind: string) =>
  (sentence: string, live: string, ...differences: string[]): DriftRow => ({
    sentence: `${kind}: ${sentence}`,
    base,
    declared: '',
    live,
    differences: differences.map((difference) => `changed ${kind} public.x ${difference}`),
  });

const ofEnum = changed("CREATE TYPE x AS ENUM ('a', 'b');", 'enum');
const ofDomain = changed('CREATE DOMAIN x AS varchar(10);', 'domain');
const ofComposite = changed('CREATE TYPE x AS (a int, b text);', 'composite-type');

export const enums: readonly DriftRow[] = [
  {
    sentence: 'enum: missing',
    declared: "CREATE TYPE x AS ENUM ('a')",
    live: '',
    differences: ['missing enum public.x'],
  },
  ofEnum('a label more', "ALTER TYPE x ADD VALUE 'c'", 'labels: [a, b] → [a, b, c]'),
  ofEnum('a label in between', "ALTER TYPE x ADD VALUE 'c' BEFORE 'b'", 'labels: [a, b] → [a, c, b]'),
  ofEnum('a renamed label', "ALTER TYPE x RENAME VALUE 'a' TO 'z'", 'labels: [a, b] → [z, b]'),
  {
    sentence: 'enum: labels in another order',
    declared: "CREATE TYPE x AS ENUM ('a', 'b')",
    live: "CREATE TYPE x AS ENUM ('b', 'a')",
    differences: ['changed enum public.x labels: [a, b] → [b, a]'],
  },
  ofEnum('comment', "COMMENT ON TYPE x IS 'why'", 'comment: none → why'),
];

export const domains: readonly DriftRow[] = [
  {
    sentence: 'domain: missing, and its checks with it',
    declared: 'CREATE DOMAIN x AS int CHECK (VALUE > 0)',
    live: '',
    differences: ['missing domain public.x'],
  },
  {
    sentence: 'domain: another base type',
    declared: 'CREATE DOMAIN x AS varchar(10)',
    live: 'CREATE DOMAIN x AS varchar(20)',
    differences: ['changed domain public.x type: character varying(10) → character varying(20)'],
  },
  ofDomain('NOT NULL', 'ALTER DOMAIN x SET NOT NULL', 'notNull: false → true'),
  {
    sentence: 'domain: another name of its NOT NULL',
    since: 17,
    declared: 'CREATE DOMAIN x AS int CONSTRAINT given NOT NULL',
    live: 'CREATE DOMAIN x AS int CONSTRAINT needed NOT NULL',
    differences: ['changed domain public.x notNullName: given → needed'],
  },
  ofDomain('default', "ALTER DOMAIN x SET DEFAULT 'q'", "default: none → 'q'::character varying"),
  {
    sentence: 'domain: another collation',
    declared: 'CREATE DOMAIN x AS text',
    live: 'CREATE DOMAIN x AS text COLLATE "C"',
    differences: ['changed domain public.x collation: none → "C"'],
  },
  {
    sentence: 'domain: a comment on its NOT NULL',
    base: 'CREATE DOMAIN x AS int NOT NULL;',
    declared: '',
    live: "COMMENT ON CONSTRAINT x_not_null ON DOMAIN x IS 'why'",
    differences: ['changed domain public.x notNullComment: none → why'],
    since: 17,
  },
  ofDomain('comment', "COMMENT ON DOMAIN x IS 'why'", 'comment: none → why'),
  {
    sentence: 'domain: an extra check',
    base: 'CREATE DOMAIN x AS int;',
    declared: '',
    live: 'ALTER DOMAIN x ADD CONSTRAINT k CHECK (VALUE > 0)',
    differences: ['extra check public.x.k'],
  },
  {
    sentence: 'domain: a check that is not validated, with a comment',
    base: 'CREATE DOMAIN x AS int;',
    declared: 'ALTER DOMAIN x ADD CONSTRAINT k CHECK (VALUE > 0)',
    live: "ALTER DOMAIN x ADD CONSTRAINT k CHECK (VALUE > 1) NOT VALID; COMMENT ON CONSTRAINT k ON DOMAIN x IS 'why'",
    differences: [
      'changed check public.x.k comment: none → why',
      'changed check public.x.k expression: (VALUE > 0) → (VALUE > 1)',
      'changed check public.x.k validated: true → false',
    ],
  },
];

export const composites: readonly DriftRow[] = [
  {
    sentence: 'composite-type: missing',
    declared: 'CREATE TYPE x AS (a int)',
    live: '',
    differences: ['missing composite-type public.x'],
  },
  {
    sentence: 'composite-type: fields in another order',
    declared: 'CREATE TYPE x AS (a int, b text)',
    live: 'CREATE TYPE x AS (b text, a int)',
    differences: [
      'changed composite-type public.x fields: [a type integer, b type text] → [b type text, a type integer]',
    ],
  },
  ofComposite(
    'another type of a field',
    'ALTER TYPE x ALTER ATTRIBUTE a TYPE bigint',
    'fields: [a type integer, b type text] → [a type bigint, b type text]',
  ),
  ofComposite(
    'another collation of a field',
    'ALTER TYPE x ALTER ATTRIBUTE b TYPE text COLLATE "C"',
    'fields: [a type integer, b type text] → [a type integer, b type text collation "C"]',
  ),
  ofComposite(
    'a dropped field',
    'ALTER TYPE x DROP ATTRIBUTE a',
    'fields: [a type integer, b type text] → [b type text]',
  ),
  ofComposite(
    'comment on a field',
    "COMMENT ON COLUMN x.b IS 'why'",
    "fieldComments: [] → [b comment 'why']",
  ),
  ofComposite('comment', "COMMENT ON TYPE x IS 'why'", 'comment: none → why'),
];
