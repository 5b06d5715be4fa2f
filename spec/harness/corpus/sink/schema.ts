import { type SQL, sql } from 'drizzle-orm';
import * as pg from 'drizzle-orm/pg-core';

/** Every feature of drizzle-orm/pg-core 0.45 that a server without extensions can build. */

export const warehouse = pg.pgSchema('warehouse');
export const mood = pg.pgEnum('mood', ['sad', 'ok', 'happy']);
export const grade = warehouse.enum('grade', ['low', 'high']);

export const plainSequence = pg.pgSequence('plain_seq');
export const ticketSequence = pg.pgSequence('ticket_seq', {
  startWith: 100,
  increment: 5,
  minValue: 10,
  maxValue: 10000,
  cache: 20,
  cycle: true,
});
export const countdown = warehouse.sequence('countdown', {
  increment: -1,
  minValue: -500,
  maxValue: -1,
  startWith: -1,
});

export const reader = pg.pgRole('driftproof_sink_reader', { inherit: false });
export const writer = pg.pgRole('driftproof_sink_writer', { createDb: true, createRole: true });

const bytea = pg.customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const tsvector = pg.customType<{ data: string }>({ dataType: () => 'tsvector' });
const range = pg.customType<{ data: string }>({ dataType: () => 'int4range' });

/** Every column type, with its options. */
export const kinds = pg.pgTable('kinds', {
  id: pg.serial('id').primaryKey(),
  bigNumber: pg.bigint('big_number', { mode: 'number' }),
  bigBigint: pg.bigint('big_bigint', { mode: 'bigint' }),
  bigSerial: pg.bigserial('big_serial', { mode: 'number' }),
  smallSerial: pg.smallserial('small_serial'),
  bool: pg.boolean('bool'),
  charOne: pg.char('char_one'),
  charFour: pg.char('char_four', { length: 4 }),
  cidr: pg.cidr('cidr'),
  date: pg.date('date'),
  dateObject: pg.date('date_object', { mode: 'date' }),
  double: pg.doublePrecision('double'),
  inet: pg.inet('inet'),
  integer: pg.integer('integer'),
  interval: pg.interval('interval'),
  intervalFields: pg.interval('interval_fields', { fields: 'day to second', precision: 3 }),
  intervalDay: pg.interval('interval_day', { fields: 'day' }),
  json: pg.json('json'),
  jsonb: pg.jsonb('jsonb'),
  line: pg.line('line'),
  lineTuple: pg.line('line_tuple', { mode: 'tuple' }),
  macaddr: pg.macaddr('macaddr'),
  macaddr8: pg.macaddr8('macaddr8'),
  numeric: pg.numeric('numeric'),
  numericTen: pg.numeric('numeric_ten', { precision: 10 }),
  numericTenTwo: pg.numeric('numeric_ten_two', { precision: 10, scale: 2 }),
  decimal: pg.decimal('decimal', { precision: 6, scale: 3, mode: 'number' }),
  point: pg.point('point'),
  pointXy: pg.point('point_xy', { mode: 'xy' }),
  real: pg.real('real'),
  small: pg.smallint('small'),
  text: pg.text('text'),
  textEnum: pg.text('text_enum', { enum: ['x', 'y'] }),
  time: pg.time('time'),
  timeZoned: pg.time('time_zoned', { precision: 3, withTimezone: true }),
  timestamp: pg.timestamp('timestamp'),
  timestampSix: pg.timestamp('timestamp_six', { precision: 6, mode: 'string' }),
  timestampZoned: pg.timestamp('timestamp_zoned', { precision: 3, withTimezone: true }),
  uuid: pg.uuid('uuid'),
  varchar: pg.varchar('varchar'),
  varcharForty: pg.varchar('varchar_forty', { length: 40 }),
  bit: pg.bit('bit', { dimensions: 5 }),
  mood: mood('mood'),
  grade: grade('grade'),
  bytea: bytea('bytea'),
  search: tsvector('search'),
  range: range('range'),
  oddlyNamed: pg.text('Oddly named, column'),
});

export const lists = pg.pgTable('lists', {
  texts: pg.text('texts').array(),
  numbers: pg.integer('numbers').array().notNull(),
  fixed: pg.integer('fixed').array(3),
  grid: pg.integer('grid').array().array(),
  shorts: pg.varchar('shorts', { length: 7 }).array().default(['a', 'b']),
  prices: pg.numeric('prices', { precision: 4, scale: 1 }).array(),
  moods: mood('moods').array().default(['ok']),
  ids: pg.uuid('ids').array().default([]),
  instants: pg.timestamp('instants', { withTimezone: true }).array(),
});

export const defaults = pg.pgTable('defaults', {
  id: pg.uuid('id').primaryKey().defaultRandom(),
  text: pg.text('text').notNull().default("it's a \\ here"),
  empty: pg.text('empty').default(''),
  short: pg.varchar('short', { length: 5 }).default('abc'),
  fixed: pg.char('fixed', { length: 4 }).default('ab'),
  whole: pg.integer('whole').default(-7),
  big: pg.bigint('big', { mode: 'bigint' }).default(sql`10000000000`),
  exact: pg.numeric('exact', { precision: 8, scale: 3 }).default('1.5'),
  double: pg.doublePrecision('double').default(1e-7),
  yes: pg.boolean('yes').default(true),
  json: pg.json('json').default({ b: 1, a: [2] }),
  jsonb: pg.jsonb('jsonb').notNull().default({ b: 1, a: 'x' }),
  day: pg.date('day').default('2024-02-29'),
  today: pg.date('today').defaultNow(),
  clock: pg.time('clock').defaultNow(),
  made: pg.timestamp('made').notNull().defaultNow(),
  zoned: pg.timestamp('zoned', { withTimezone: true, mode: 'string' }).default('2024-02-29 12:00:00+02'),
  later: pg.timestamp('later', { withTimezone: true }).default(sql`now() + interval '1 day'`),
  span: pg.interval('span').default('1 year 2 days'),
  mood: mood('mood').notNull().default('ok'),
  host: pg.inet('host').default('10.0.0.1'),
  point: pg.point('point').default(sql`'(1,2)'`),
  random: pg.integer('random').default(sql`(random() * 6)::integer`),
  inCode: pg.text('in_code').$default(() => 'never in the database'),
});

export const counters = pg.pgTable('counters', {
  always: pg.integer('always').primaryKey().generatedAlwaysAsIdentity(),
  byDefault: pg.bigint('by_default', { mode: 'number' }).generatedByDefaultAsIdentity({
    name: 'counters_custom_seq',
    startWith: 1000,
    increment: 10,
    minValue: 100,
    maxValue: 100000,
    cache: 5,
    cycle: true,
  }),
  small: pg.smallint('small').generatedByDefaultAsIdentity({ increment: 2 }),
  width: pg.integer('width').notNull(),
  doubled: pg.integer('doubled').generatedAlwaysAs((): SQL => sql`${counters.width} * 2`),
  shout: pg.text('shout').generatedAlwaysAs(sql`upper('x' || "width"::text)`),
});

export const places = warehouse.table(
  'places',
  {
    building: pg.varchar('building', { length: 10 }).notNull(),
    shelf: pg.integer('shelf').notNull(),
    label: pg.text('label'),
    grade: grade('grade').notNull().default('low'),
  },
  (t) => [
    pg.primaryKey({ name: 'places_key', columns: [t.building, t.shelf] }),
    pg.unique('places_label_grade_key').on(t.label, t.grade).nullsNotDistinct(),
    pg.check('places_shelf_check', sql`${t.shelf} BETWEEN 1 AND 99`),
  ],
);

export const people = pg.pgTable(
  'people',
  {
    id: pg.integer('id').primaryKey().generatedByDefaultAsIdentity(),
    email: pg.varchar('email', { length: 200 }).notNull().unique('people_email_key'),
    nick: pg.text('nick').unique('people_nick_key', { nulls: 'not distinct' }),
    bossId: pg.integer('boss_id').references((): pg.AnyPgColumn => people.id, { onDelete: 'set null' }),
    age: pg.integer('age').notNull().default(0),
    kind: pg.varchar('kind', { length: 20 }).notNull().default('plain'),
  },
  (t) => [
    pg.check('people_age_check', sql`${t.age} >= 0 AND ${t.age} < 200`),
    pg.check('people_kind_check', sql`${t.kind} IN ('plain', 'staff')`),
  ],
);

export const items = warehouse.table(
  'items',
  {
    id: pg.bigserial('id', { mode: 'number' }).primaryKey(),
    building: pg.varchar('building', { length: 10 }),
    shelf: pg.integer('shelf').default(1),
    cascades: pg
      .integer('cascades')
      .references(() => people.id, { onDelete: 'cascade', onUpdate: 'cascade' }),
    restricts: pg
      .integer('restricts')
      .references(() => people.id, { onDelete: 'restrict', onUpdate: 'restrict' }),
    nulls: pg.integer('nulls').references(() => people.id, { onDelete: 'set null', onUpdate: 'set null' }),
    falls: pg
      .integer('falls')
      .default(1)
      .references(() => people.id, { onDelete: 'set default', onUpdate: 'set default' }),
    stays: pg.integer('stays').references(() => people.id, { onDelete: 'no action', onUpdate: 'no action' }),
    parent: pg.bigint('parent', { mode: 'number' }),
    name: pg.text('name').notNull(),
  },
  (t) => [
    pg
      .foreignKey({
        name: 'items_place_fk',
        columns: [t.building, t.shelf],
        foreignColumns: [places.building, places.shelf],
      })
      .onDelete('cascade')
      .onUpdate('restrict'),
    pg.foreignKey({ name: 'items_parent_fk', columns: [t.parent], foreignColumns: [t.id] }),
    pg.unique().on(t.name, t.parent),
  ],
);

export const indexed = pg.pgTable(
  'indexed',
  {
    id: pg.uuid('id').primaryKey(),
    name: pg.text('name').notNull(),
    kind: pg.varchar('kind', { length: 20 }),
    rank: pg.integer('rank'),
    size: pg.integer('size'),
    made: pg.timestamp('made').notNull(),
    doc: pg.jsonb('doc'),
    tags: pg.text('tags').array(),
    spot: pg.point('spot'),
    span: range('span'),
  },
  (t) => [
    pg.index('indexed_rank_idx').on(t.rank),
    pg.index().on(t.size),
    pg.uniqueIndex('indexed_name_idx').on(t.name),
    pg.uniqueIndex('indexed_lower_idx').on(sql`lower(${t.name})`),
    pg.index('indexed_order_idx').on(t.rank.desc().nullsLast(), t.size.asc().nullsFirst()),
    pg.index('indexed_partial_idx').on(t.made).where(sql`${t.kind} IN ('a', 'b') AND ${t.rank} > 3`),
    pg.uniqueIndex('indexed_partial_unique_idx').on(t.kind).where(sql`${t.size} IS NOT NULL`),
    pg.index('indexed_pattern_idx').on(t.name.op('text_pattern_ops')),
    pg.index('indexed_gin_idx').using('gin', t.doc.op('jsonb_path_ops')),
    pg.index('indexed_tags_idx').using('gin', t.tags),
    pg.index('indexed_gist_idx').using('gist', t.span),
    pg.index('indexed_spgist_idx').using('spgist', t.spot),
    pg.index('indexed_brin_idx').using('brin', t.made).with({ pages_per_range: 16 }),
    pg.index('indexed_hash_idx').using('hash', t.name),
    pg.index('indexed_fill_idx').on(t.size, t.made).with({ fillfactor: 70 }),
    pg.index('indexed_mixed_idx').on(t.kind, sql`(${t.rank} + ${t.size})`),
  ],
);

/** Row security without a policy: nobody but the owner sees a row. */
export const closed = pg.pgTable('closed', { id: pg.integer('id') }).enableRLS();

export const notes = pg.pgTable(
  'notes',
  {
    id: pg.serial('id').primaryKey(),
    owner: pg.text('owner').notNull(),
    body: pg.text('body'),
  },
  (t) => [
    pg.pgPolicy('notes_all', { for: 'all', to: 'public', using: sql`true`, withCheck: sql`true` }),
    pg.pgPolicy('notes_select', { for: 'select', to: reader, using: sql`${t.owner} = current_user` }),
    pg.pgPolicy('notes_insert', { for: 'insert', to: [reader, writer], withCheck: sql`${t.body} <> ''` }),
    pg.pgPolicy('notes_update', {
      as: 'restrictive',
      for: 'update',
      to: writer,
      using: sql`${t.id} > 0`,
      withCheck: sql`${t.id} > 1`,
    }),
    pg.pgPolicy('notes_delete', { for: 'delete', to: 'current_user', using: sql`${t.owner} = 'me'` }),
  ],
);
export const linked = pg
  .pgPolicy('people_linked', { for: 'select', to: reader, using: sql`age > 0` })
  .link(people);

export const adults = pg
  .pgView('adults')
  .as((qb) => qb.select().from(people).where(sql`${people.age} >= 18`));
export const staff = pg
  .pgView('staff', { id: pg.integer('id'), email: pg.text('email') })
  .with({ checkOption: 'local', securityBarrier: true, securityInvoker: true })
  .as(sql`SELECT id, email FROM people WHERE kind = 'staff'`);
export const shelves = warehouse
  .view('shelves', { building: pg.text('building'), number: pg.bigint('number', { mode: 'number' }) })
  .as(sql`SELECT building, count(*) AS number FROM warehouse.places GROUP BY building`);
export const existing = pg.pgView('pg_stat_somewhere', { id: pg.integer('id') }).existing();
export const ages = pg
  .pgMaterializedView('ages')
  .with({ fillfactor: 90, autovacuumEnabled: false })
  .as((qb) => qb.select({ age: people.age }).from(people));
export const emptyAges = warehouse
  .materializedView('empty_ages', { age: pg.integer('age') })
  .using('heap')
  .withNoData()
  .as(sql`SELECT age FROM people`);
