import { type CloseCall, table } from './close-call.ts';

const fails = 'migration-fails-on-rows';
const breaks = 'migration-breaks-inserts';
const shares = table(
  'a integer NOT NULL, b integer NOT NULL, c integer NOT NULL, CHECK (a + b + c = 100), CHECK (a >= 0 AND b >= 0 AND c >= 0)',
);
const check = (expression: string): string => `ALTER TABLE t ADD CONSTRAINT c CHECK (${expression});`;
const dropCheck = 'ALTER TABLE t DROP CONSTRAINT c;';
const dropMore = 'ALTER TABLE t DROP COLUMN more;';
const added = (type: string, value: string): string =>
  `ALTER TABLE t ADD COLUMN more ${type}; UPDATE t SET more = ${value}; ALTER TABLE t ALTER COLUMN more SET NOT NULL;`;

/** Tables whose checks compare several columns, so that hardly any row is taken. */
export const togetherCalls: readonly CloseCall[] = [
  {
    name: 'shares that make a hundred together',
    before: shares,
    bad: [check('a > 0'), dropCheck],
    rule: fails,
    good: [check('a <= 100'), dropCheck],
  },
  {
    name: 'a total that is the price of all pieces',
    before: table(
      'price numeric(8, 2) NOT NULL, pieces integer NOT NULL, total numeric(12, 2) NOT NULL, CHECK (pieces > 0), CHECK (total = price * pieces)',
    ),
    bad: [check('total > 0'), dropCheck],
    rule: fails,
    good: [added('numeric(12, 2)', 'total'), dropMore],
  },
  {
    name: 'a column that is another in small letters',
    before: table(
      "email varchar(80) NOT NULL, folded varchar(80) NOT NULL CHECK (folded <> ''), CHECK (folded = lower(email))",
    ),
    bad: ['CREATE UNIQUE INDEX u ON t (folded);', 'DROP INDEX u;'],
    rule: fails,
    good: ['CREATE INDEX u ON t (folded);', 'DROP INDEX u;'],
  },
  {
    name: 'a range that is made of two columns',
    before: table(
      'low integer NOT NULL, high integer NOT NULL, span int4range NOT NULL, CHECK (span = int4range(low, high)), CHECK (high - low BETWEEN 1 AND 50)',
    ),
    bad: ['ALTER TABLE t ADD CONSTRAINT c EXCLUDE USING gist (span WITH &&);', dropCheck],
    rule: fails,
    good: ['CREATE INDEX u ON t USING gist (span);', 'DROP INDEX u;'],
  },
  {
    name: 'an end that is so many days after the start, and never the same twice',
    before: table(
      'starts date NOT NULL, days integer NOT NULL, ends date NOT NULL UNIQUE, CHECK (starts + days = ends), CHECK (days BETWEEN 3 AND 400)',
    ),
    bad: [check('days < 365'), dropCheck],
    rule: fails,
    good: [added('integer', 'ends - starts'), dropMore],
  },
  {
    name: 'times that each state has, and others have not',
    before: `CREATE TYPE state AS ENUM ('draft', 'live', 'gone'); ${table(
      `state state NOT NULL, live_at timestamptz, gone_at timestamptz,
      CHECK (CASE state WHEN 'draft' THEN live_at IS NULL AND gone_at IS NULL
        WHEN 'live' THEN live_at IS NOT NULL AND gone_at IS NULL ELSE gone_at > live_at END)`,
    )}`,
    bad: [added('timestamptz', 'coalesce(gone_at, live_at)'), dropMore],
    rule: fails,
    good: [added('boolean', "state <> 'draft'"), dropMore],
  },
  {
    name: 'an amount that is paid from exactly one of three',
    before: table(
      'card integer, cash integer, voucher integer, due integer NOT NULL, CHECK (num_nonnulls(card, cash, voucher) = 1), CHECK (due = coalesce(card, cash, voucher)), CHECK (due > 0)',
    ),
    bad: [added('integer', 'coalesce(card, cash)'), dropMore],
    rule: fails,
    good: [added('integer', 'coalesce(card, cash, voucher)'), dropMore],
  },
  {
    name: 'a trigger that fails on shares which make a hundred together',
    before: `${shares} CREATE FUNCTION total() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := NEW.b; RETURN NEW; END $$;
CREATE TRIGGER total BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION total();`,
    bad: ['ALTER TABLE t RENAME COLUMN b TO second;', 'ALTER TABLE t RENAME COLUMN second TO b;'],
    rule: breaks,
    good: ['ALTER TABLE t RENAME COLUMN c TO third;', 'ALTER TABLE t RENAME COLUMN third TO c;'],
  },
  {
    name: 'a trigger that fails on what is in small letters, and there once',
    before: `${table(
      "email varchar(80) NOT NULL, folded varchar(80) NOT NULL UNIQUE CHECK (folded <> ''), CHECK (folded = lower(email))",
    )} CREATE FUNCTION fold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.email := NEW.email; RETURN NEW; END $$;
CREATE TRIGGER fold BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION fold();`,
    bad: ['ALTER TABLE t RENAME COLUMN email TO mail;', 'ALTER TABLE t RENAME COLUMN mail TO email;'],
    rule: breaks,
    good: ['ALTER TABLE t RENAME COLUMN folded TO small;', 'ALTER TABLE t RENAME COLUMN small TO folded;'],
  },
];
