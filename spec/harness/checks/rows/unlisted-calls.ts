import type { CloseCall } from './close-call.ts';

const session = 'migration-depends-on-session';
const prices = 'CREATE TABLE prices (id integer PRIMARY KEY, name text, price money);';
const putPrice = (price: string): CloseCall['bad'] => [
  `INSERT INTO prices VALUES (-77, '1.0', ${price});`,
  'DELETE FROM prices WHERE id = -77;',
];
const days = 'CREATE TABLE days (id integer PRIMARY KEY, day date, at timestamptz);';
const putDay = (values: string): CloseCall['bad'] => [
  `INSERT INTO days VALUES (-77, ${values});`,
  'DELETE FROM days WHERE id = -77;',
];

/** What is put in with no list of columns. */
export const unlistedCalls: readonly CloseCall[] = [
  {
    name: 'an amount of money that is put in without a list of columns',
    before: prices,
    bad: putPrice("'1,234.50'"),
    rule: session,
    good: putPrice('1234.50'),
  },
  {
    name: 'an amount in a column of money that is new',
    before: 'CREATE TABLE prices (id integer PRIMARY KEY, name text);',
    bad: [
      "ALTER TABLE prices ADD COLUMN price money; INSERT INTO prices VALUES (-77, '1.0', '1234.50');",
      'DELETE FROM prices WHERE id = -77; ALTER TABLE prices DROP COLUMN price;',
    ],
    rule: session,
    good: [
      "ALTER TABLE prices ADD COLUMN price money; INSERT INTO prices VALUES (-77, '1.0', 1234.50);",
      'DELETE FROM prices WHERE id = -77; ALTER TABLE prices DROP COLUMN price;',
    ],
  },
  {
    name: 'an amount in a table that is new',
    before: 'SELECT 1;',
    bad: [`${prices} INSERT INTO prices VALUES (1, '1.0', '$1.50');`, 'DROP TABLE prices;'],
    rule: session,
    good: [`${prices} INSERT INTO prices VALUES (1, '1.0', 1.50);`, 'DROP TABLE prices;'],
  },
  {
    name: 'a day of a month that is put in without a list of columns',
    before: days,
    bad: putDay("'03/04/2024', NULL"),
    rule: session,
    good: putDay("'2024-04-03', NULL"),
  },
  {
    name: 'an hour without a zone that is put in without a list of columns',
    before: days,
    bad: putDay("NULL, '2024-04-03 10:00'"),
    rule: session,
    good: putDay("NULL, '2024-04-03 10:00+00'"),
  },
];
