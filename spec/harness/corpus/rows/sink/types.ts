import { mutations } from '../row.ts';

export const enums = mutations('sink', 'enum', [
  ['a label before the first', "ALTER TYPE mood ADD VALUE 'awful' BEFORE 'sad'", 'enum-labels public.mood'],
  [
    'of another schema, a label more',
    "ALTER TYPE warehouse.grade ADD VALUE 'middle' AFTER 'low'",
    'enum-labels warehouse.grade',
  ],
  [
    'the same labels in another order',
    `CREATE TYPE x AS ENUM ('sad', 'happy', 'ok'); ALTER TABLE kinds ALTER mood TYPE x USING mood::text::x;
     ALTER TABLE defaults ALTER mood DROP DEFAULT, ALTER mood TYPE x USING mood::text::x;
     ALTER TABLE lists ALTER moods DROP DEFAULT, ALTER moods TYPE x[] USING moods::text[]::x[];
     DROP TYPE mood; ALTER TYPE x RENAME TO mood;
     ALTER TABLE defaults ALTER mood SET DEFAULT 'ok'; ALTER TABLE lists ALTER moods SET DEFAULT '{ok}'`,
    'enum-labels public.mood',
  ],
  [
    'moved',
    'ALTER TYPE warehouse.grade SET SCHEMA hand',
    'enum-missing warehouse.grade',
    'enum-extra hand.grade',
    'column-type public.kinds.grade',
    'column-default warehouse.places.grade',
    'column-type warehouse.places.grade',
  ],
]);

export const domains = mutations('sink', 'domain', [
  ['default', 'ALTER DOMAIN hand.price SET DEFAULT 1', 'domain-default hand.price'],
  ['default dropped', 'ALTER DOMAIN hand.price DROP DEFAULT', 'domain-default hand.price'],
  ['NOT NULL dropped', 'ALTER DOMAIN hand.price DROP NOT NULL', 'domain-not-null hand.price'],
  ['NOT NULL set', 'ALTER DOMAIN hand.code SET NOT NULL', 'domain-not-null hand.code'],
  ['comment', "COMMENT ON DOMAIN hand.price IS 'why'", 'domain-comment hand.price'],
  ['added', 'CREATE DOMAIN hand.more AS text', 'domain-extra hand.more'],
  [
    'of another base type',
    `ALTER TABLE hand.booking DROP code; DROP DOMAIN hand.code;
     CREATE DOMAIN hand.code AS varchar COLLATE "C" CONSTRAINT code_check CHECK (VALUE::text ~ '^[a-z]+$')`,
    'column-missing hand.booking.code',
    'domain-type hand.code',
  ],
]);

/** NOT NULL of a domain is a constraint from 17 on. */
export const domainNames = mutations(
  'sink',
  'domain',
  [
    [
      'whose NOT NULL was renamed',
      'ALTER DOMAIN hand.token RENAME CONSTRAINT token_given TO other',
      'domain-not-null-name hand.token',
    ],
    [
      'NOT NULL again, with a name that nobody chose',
      'ALTER DOMAIN hand.token DROP NOT NULL; ALTER DOMAIN hand.token SET NOT NULL',
      'domain-not-null-name hand.token',
    ],
  ],
  17,
);

export const domainChecks = mutations('sink', 'check', [
  [
    'of a domain, dropped',
    'ALTER DOMAIN hand.price DROP CONSTRAINT price_check',
    'check-missing hand.price.price_check',
  ],
  [
    'of a domain, another',
    "ALTER DOMAIN hand.code DROP CONSTRAINT code_check; ALTER DOMAIN hand.code ADD CONSTRAINT code_check CHECK (VALUE ~ '^[A-Z]+$') NOT VALID",
    'check-expression hand.code.code_check',
    'check-validated hand.code.code_check',
  ],
  [
    'of a domain, not valid',
    "ALTER DOMAIN hand.code DROP CONSTRAINT code_check; ALTER DOMAIN hand.code ADD CONSTRAINT code_check CHECK (VALUE ~ '^[a-z]+$') NOT VALID",
    'check-validated hand.code.code_check',
  ],
  [
    'of a domain, added',
    'ALTER DOMAIN hand.code ADD CONSTRAINT short CHECK (length(VALUE) < 9)',
    'check-extra hand.code.short',
  ],
]);

export const composites = mutations('sink', 'composite-type', [
  [
    'a field added',
    'ALTER TYPE hand.address ADD ATTRIBUTE town text CASCADE',
    'column-extra hand.homes.town',
    'composite-type-fields hand.address',
  ],
  [
    'a field of another type',
    'ALTER TABLE hand.booking DROP home; ALTER TYPE hand.address ALTER ATTRIBUTE number TYPE bigint CASCADE',
    'column-missing hand.booking.home',
    'column-type hand.homes.number',
    'composite-type-fields hand.address',
  ],
  [
    'a field renamed',
    'ALTER TYPE hand.address RENAME ATTRIBUTE number TO house CASCADE',
    'column-extra hand.homes.house',
    'column-missing hand.homes.number',
    'composite-type-fields hand.address',
  ],
  ['comment', "COMMENT ON TYPE hand.address IS 'why'", 'composite-type-comment hand.address'],
  [
    'comment of a field',
    "COMMENT ON COLUMN hand.address.street IS 'why'",
    'composite-type-field-comments hand.address',
  ],
]);

export const sequences = mutations('sink', 'sequence', [
  ['dropped', 'DROP SEQUENCE plain_seq', 'sequence-missing public.plain_seq'],
  ['renamed', 'ALTER SEQUENCE ticket_seq RENAME TO "the ""ticket"""', 'sequence-renamed public.ticket_seq'],
  ['another start', 'ALTER SEQUENCE ticket_seq START 200', 'sequence-start public.ticket_seq'],
  ['another step', 'ALTER SEQUENCE ticket_seq INCREMENT 10', 'sequence-increment public.ticket_seq'],
  ['another minimum', 'ALTER SEQUENCE ticket_seq MINVALUE 1', 'sequence-min public.ticket_seq'],
  ['another maximum', 'ALTER SEQUENCE ticket_seq MAXVALUE 20000', 'sequence-max public.ticket_seq'],
  ['another cache', 'ALTER SEQUENCE ticket_seq CACHE 1', 'sequence-cache public.ticket_seq'],
  [
    'ends instead of beginning again',
    'ALTER SEQUENCE ticket_seq NO CYCLE',
    'sequence-cycle public.ticket_seq',
  ],
  ['another type', 'ALTER SEQUENCE plain_seq AS integer', 'sequence-type public.plain_seq'],
  [
    'downwards further',
    'ALTER SEQUENCE warehouse.countdown MINVALUE -600',
    'sequence-min warehouse.countdown',
  ],
  ['owned', 'ALTER SEQUENCE plain_seq OWNED BY people.age', 'sequence-owned-by public.plain_seq'],
  [
    'owned no longer',
    'ALTER SEQUENCE kinds_big_serial_seq OWNED BY NONE',
    'sequence-owned-by public.kinds_big_serial_seq',
  ],
  [
    'of a serial, small',
    'ALTER SEQUENCE kinds_big_serial_seq AS integer',
    'sequence-type public.kinds_big_serial_seq',
  ],
  [
    'of an identity, another step',
    'ALTER TABLE counters ALTER by_default SET INCREMENT 11',
    'sequence-increment public.counters_custom_seq',
  ],
  [
    'of an identity, another start',
    'ALTER TABLE counters ALTER by_default SET START 2000',
    'sequence-start public.counters_custom_seq',
  ],
  [
    'of an identity, no cycle',
    'ALTER TABLE counters ALTER by_default SET NO CYCLE',
    'sequence-cycle public.counters_custom_seq',
  ],
  [
    'of an identity, another cache',
    'ALTER TABLE counters ALTER by_default SET CACHE 6',
    'sequence-cache public.counters_custom_seq',
  ],
  [
    'of an identity, other bounds',
    'ALTER TABLE counters ALTER by_default SET MINVALUE 101 SET MAXVALUE 100001',
    'sequence-max public.counters_custom_seq',
    'sequence-min public.counters_custom_seq',
  ],
  ['unlogged', 'ALTER SEQUENCE hand.ticket SET UNLOGGED', 'sequence-persistence hand.ticket'],
  ['comment', "COMMENT ON SEQUENCE plain_seq IS 'why'", 'sequence-comment public.plain_seq'],
]);
