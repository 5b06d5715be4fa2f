import { sql } from 'drizzle-orm';
import * as d from 'drizzle-orm/pg-core';

/** Types that only a migration can make. */
const slug = d.customType<{ data: string }>({ dataType: () => 'slug' });
const money = d.customType<{ data: string }>({ dataType: () => 'money_of' });
const mood = d.customType<{ data: string }>({ dataType: () => 'mood' });

const auth = d.pgSchema('auth');
export const users = auth.table('users', { id: d.uuid().primaryKey(), email: d.text() });

export const thing = d.pgTable(
  'thing',
  {
    id: d.text().primaryKey().default(sql`short_id()`),
    name: d.text().notNull(),
    slug: slug('slug').notNull(),
    price: money('price'),
    mood: mood('mood').default('calm'),
    number: d.bigint({ mode: 'number' }).default(sql`nextval('thing_numbers')`),
    owner: d.uuid().references(() => users.id),
  },
  (t) => [
    d.uniqueIndex('thing_name_slug_idx').on(t.name, t.slug),
    d.index('thing_normal_name_idx').on(sql`app.normal(${t.name})`),
    d.check('thing_name_is_good', sql`app.is_good(${t.name})`),
    d.pgPolicy('own things', { for: 'select', using: sql`app.is_owner(${t.owner})` }),
  ],
);

/** drizzle-kit prints this foreign key before the unique index that it needs. */
export const part = d.pgTable(
  'part',
  { thingName: d.text('thing_name').notNull(), thingSlug: slug('thing_slug').notNull() },
  (t) => [
    d.foreignKey({
      name: 'part_of_thing',
      columns: [t.thingName, t.thingSlug],
      foreignColumns: [thing.name, thing.slug],
    }),
  ],
);

/** And these in the order in which they are exported. */
const zeta = d.pgMaterializedView('zeta').as((qb) => qb.select({ name: thing.name }).from(thing));
export const alpha = d.pgMaterializedView('alpha').as((qb) => qb.select({ name: zeta.name }).from(zeta));
export { zeta };

/** A view that a migration makes. */
export const named = d.pgView('named', { name: d.text() }).existing();
