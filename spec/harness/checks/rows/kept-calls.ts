import { type CloseCall, people, table } from './close-calls.ts';

const depends = 'migration-depends-on-session';
const fees = table('fee money NOT NULL');
const noFee = 'ALTER TABLE t DROP COLUMN fee;';
const noDefault = (column: string): string => `ALTER TABLE t ALTER COLUMN ${column} DROP DEFAULT;`;
const setDefault = (column: string, text: string): CloseCall['bad'] => [
  `ALTER TABLE t ALTER COLUMN ${column} SET DEFAULT ${text};`,
  noDefault(column),
];
const created = (columns: string): CloseCall['bad'] => [`CREATE TABLE u (${columns});`, 'DROP TABLE u;'];
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
];
