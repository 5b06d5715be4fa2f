import { type SQL, sql } from 'drizzle-orm';
import * as pg from 'drizzle-orm/pg-core';

/** How a column type is built, and what it can be used for. */
export interface TypeModel {
  readonly build: (name: string) => pg.PgColumnBuilderBase;
  /** Values of a default, or expressions; in the order that `ColumnModel.default` counts. */
  readonly defaults: readonly unknown[];
  /** What a bound on it is compared with; none when it cannot be bounded. */
  readonly bound?: (number: number) => string;
  /** Whether a btree can hold it. */
  readonly sortable: boolean;
  /** The type of a column that refers to it; itself when absent. */
  readonly referredBy?: string;
  /** Filled by a sequence or an expression: it has no default, and its nullability is its own matter. */
  readonly filled?: true;
}

const quote = (text: string): string => `'${text}'`;
const plain = (
  build: TypeModel['build'],
  defaults: readonly unknown[],
  bound?: TypeModel['bound'],
): TypeModel => ({ build, defaults, sortable: true, ...(bound ? { bound } : {}) });
const unsorted = (build: TypeModel['build'], defaults: readonly unknown[] = []): TypeModel => ({
  build,
  defaults,
  sortable: false,
});
const filled = (build: TypeModel['build'], referredBy: string): TypeModel => ({
  build,
  defaults: [],
  sortable: true,
  referredBy,
  filled: true,
});

const now = sql`now()`;

/** The column types of random schemas, with what a bug could hide in. */
export const types: Readonly<Record<string, TypeModel>> = {
  integer: plain((n) => pg.integer(n), [0, -7, 2147483647], String),
  bigint: plain((n) => pg.bigint(n, { mode: 'number' }), [0, 9007199254740991], String),
  smallint: plain((n) => pg.smallint(n), [1, -1], String),
  text: plain(
    (n) => pg.text(n),
    ['', "it's", 'a\\b', 'ünï ☃'],
    (number) => quote(`t${number}`),
  ),
  varchar: plain(
    (n) => pg.varchar(n),
    ['x'],
    (number) => quote(`v${number}`),
  ),
  'varchar(10)': plain(
    (n) => pg.varchar(n, { length: 10 }),
    ['', 'ab'],
    (number) => quote(`v${number}`),
  ),
  'char(4)': plain(
    (n) => pg.char(n, { length: 4 }),
    ['ab'],
    (number) => quote(`c${number}`),
  ),
  boolean: plain((n) => pg.boolean(n), [true, false]),
  numeric: plain((n) => pg.numeric(n), ['1.50', '-0.1'], String),
  'numeric(8, 2)': plain((n) => pg.numeric(n, { precision: 8, scale: 2 }), ['1.5'], String),
  real: plain((n) => pg.real(n), [0.5, -1], String),
  'double precision': plain((n) => pg.doublePrecision(n), [1e-7, 1e21], String),
  date: plain(
    (n) => pg.date(n),
    ['2024-02-29', sql`CURRENT_DATE`],
    (number) => `'2024-01-${10 + number}'`,
  ),
  time: plain((n) => pg.time(n), ['12:34:56', sql`LOCALTIME`]),
  timestamp: plain(
    (n) => pg.timestamp(n, { mode: 'string' }),
    ['2024-02-29 12:00:00', now],
    (number) => `'2024-01-${10 + number}'`,
  ),
  'timestamp(3)': plain((n) => pg.timestamp(n, { precision: 3, mode: 'string' }), [now]),
  timestamptz: plain(
    (n) => pg.timestamp(n, { withTimezone: true, mode: 'string' }),
    ['2024-02-29 12:00:00+02', now, sql`now() + interval '1 day'`],
    (number) => `'2024-01-${10 + number} 00:00:00+05'`,
  ),
  interval: plain((n) => pg.interval(n), ['1 day 02:03:04', '-3 mons']),
  uuid: plain((n) => pg.uuid(n), [sql`gen_random_uuid()`, '00000000-0000-0000-0000-000000000001']),
  inet: plain((n) => pg.inet(n), ['10.0.0.1', '::1']),
  cidr: plain((n) => pg.cidr(n), ['10.0.0.0/8']),
  macaddr: plain((n) => pg.macaddr(n), ['08:00:2b:01:02:03']),
  jsonb: plain((n) => pg.jsonb(n), [{}, { b: 1, a: [2, null] }]),
  bit: plain((n) => pg.bit(n, { dimensions: 3 }), [sql`B'101'`]),
  json: unsorted((n) => pg.json(n), [{ b: 1, a: 2 }]),
  point: unsorted((n) => pg.point(n), [sql`'(1,2)'`]),
  line: unsorted((n) => pg.line(n)),
  serial: filled((n) => pg.serial(n), 'integer'),
  bigserial: filled((n) => pg.bigserial(n, { mode: 'number' }), 'bigint'),
  'always identity': filled((n) => pg.integer(n).generatedAlwaysAsIdentity(), 'integer'),
  'identity by default': filled(
    (n) =>
      pg
        .bigint(n, { mode: 'number' })
        .generatedByDefaultAsIdentity({ startWith: 100, increment: 7, cycle: true }),
    'bigint',
  ),
  generated: filled((n) => pg.text(n).generatedAlwaysAs((): SQL => sql`repeat('x', 3)`), 'text'),
};

export const typeNamed = (name: string): TypeModel => {
  const type = types[name];
  if (!type) throw new Error(`no column type is called ${name}`);
  return type;
};

/** An enum can be sorted, and has its labels for defaults. */
export const enumType = (labels: readonly string[]): Omit<TypeModel, 'build'> => ({
  defaults: labels,
  sortable: true,
});
