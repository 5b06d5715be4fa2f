import { type CloseCall, people, table } from './close-call.ts';

const depends = 'migration-depends-on-session';
const fees = table('fee money NOT NULL');
const noFee = 'ALTER TABLE t DROP COLUMN fee;';
const noDefault = (column: string): string => `ALTER TABLE t ALTER COLUMN ${column} DROP DEFAULT;`;
const setDefault = (column: string, text: string): CloseCall['bad'] => [
  `ALTER TABLE t ALTER COLUMN ${column} SET DEFAULT ${text};`,
  noDefault(column),
];
const created = (columns: string): CloseCall['bad'] => [`CREATE TABLE u (${columns});`, 'DROP TABLE u;'];
const checked = (expression: string): CloseCall['bad'] => [
  `ALTER TABLE t ADD CONSTRAINT c CHECK (${expression}) NOT VALID;`,
  'ALTER TABLE t DROP CONSTRAINT c;',
];

/** Texts that the server reads when a step is run and keeps as values: defaults, checks, bounds, what a view or index says. */
export const keptCalls: readonly CloseCall[] = [
  {
    name: 'an amount as the default of a new column',
    before: people,
    bad: ["ALTER TABLE t ADD COLUMN fee money DEFAULT '1,250.00';", noFee],
    rule: depends,
    good: ['ALTER TABLE t ADD COLUMN fee money DEFAULT 1250.00;', noFee],
  },
  {
    name: 'an amount as the default of a column that is there',
    before: fees,
    bad: setDefault('fee', "'12.50'"),
    rule: depends,
    good: setDefault('fee', '12.50::money'),
  },
  {
    name: 'an amount as a default, for which it is cast',
    before: people,
    bad: created("fee money DEFAULT '12.50'::money"),
    rule: depends,
    good: created("fee money DEFAULT 12.50::numeric::money, name text DEFAULT '12.50'"),
  },
  {
    name: 'an amount that a check compares a new column with',
    before: people,
    bad: created("fee money NOT NULL CHECK (fee >= '0.50')"),
    rule: depends,
    good: created("fee money NOT NULL CHECK (fee >= 0.50::money AND fee <> '5')"),
  },
  {
    name: 'an amount that the default of a domain is',
    before: people,
    bad: ["CREATE DOMAIN fee AS money DEFAULT '12.50';", 'DROP DOMAIN fee;'],
    rule: depends,
    good: ['CREATE DOMAIN fee AS money DEFAULT 12.50;', 'DROP DOMAIN fee;'],
  },
  {
    name: 'an amount that is written into a column of the same step',
    before: people,
    bad: ["ALTER TABLE t ADD COLUMN fee money; UPDATE t SET fee = '12.50';", noFee],
    rule: depends,
    good: ["ALTER TABLE t ADD COLUMN fee money; UPDATE t SET fee = '12';", noFee],
  },
  {
    name: 'a date that two read otherwise, as the default of a column that is there',
    before: table('day date, a text'),
    bad: setDefault('day', "'03/04/2026'"),
    rule: depends,
    good: setDefault('day', "'2026-04-03'"),
  },
  {
    name: 'a time that a session reads in its zone, as the default of a new table',
    before: people,
    bad: created("at timestamptz NOT NULL DEFAULT '2026-03-04 12:00'"),
    rule: depends,
    good: created("at timestamptz NOT NULL DEFAULT '2026-03-04 12:00+00'"),
  },
  {
    name: 'a date that two read otherwise, in a check on a new table',
    before: people,
    bad: created("day date NOT NULL CHECK (day >= '03/04/2026')"),
    rule: depends,
    good: created("day date NOT NULL CHECK (day >= '2026-04-03')"),
  },
  {
    name: 'a date that two read otherwise, in a check on what is there',
    before: table('day date, a text'),
    bad: checked("day >= '03/04/1800'"),
    rule: depends,
    good: checked("day >= '1800-04-03'"),
  },
  {
    name: 'a date that two read otherwise, as the default of a domain',
    before: people,
    bad: ["CREATE DOMAIN day AS date DEFAULT '03/04/2026';", 'DROP DOMAIN day;'],
    rule: depends,
    good: ["CREATE DOMAIN day AS date DEFAULT '2026-04-03';", 'DROP DOMAIN day;'],
  },
  {
    name: 'an interval that two read otherwise, as a default',
    before: people,
    bad: created("span interval NOT NULL DEFAULT '-1 2:03:04'"),
    rule: depends,
    good: created("span interval NOT NULL DEFAULT '-P1DT2H3M4S'"),
  },
  {
    name: 'a date that two read otherwise, in what is worked out of others',
    before: people,
    bad: created("day date NOT NULL, late boolean GENERATED ALWAYS AS (day > '03/04/2026') STORED"),
    rule: depends,
    good: created("day date NOT NULL, late boolean GENERATED ALWAYS AS (day > '2026-04-03') STORED"),
  },
  {
    name: 'a date that two read otherwise, in an index and in a view',
    before: table('day date, a text'),
    bad: [
      "CREATE INDEX i ON t (a) WHERE day > '03/04/2026'; CREATE VIEW v AS SELECT a FROM t WHERE day > '2026-04-03';",
      'DROP VIEW v; DROP INDEX i;',
    ],
    rule: depends,
    good: [
      "CREATE INDEX i ON t (a) WHERE day > '2026-04-03'; CREATE VIEW v AS SELECT a FROM t WHERE day > '2026-04-03';",
      'DROP VIEW v; DROP INDEX i;',
    ],
  },
  {
    name: 'a time that a session reads in its zone, in a view',
    before: table('at timestamptz, a text'),
    bad: ["CREATE VIEW v AS SELECT a FROM t WHERE at > '2026-04-03';", 'DROP VIEW v;'],
    rule: depends,
    good: ["CREATE VIEW v AS SELECT a FROM t WHERE at > '2026-04-03 00:00Z';", 'DROP VIEW v;'],
  },
];
