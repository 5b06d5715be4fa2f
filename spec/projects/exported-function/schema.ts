import { sql } from 'drizzle-orm';
import * as d from 'drizzle-orm/pg-core';

export const lower = (column: d.AnyPgColumn) => sql`lower(${column})`;
export class Repository {}
export const page = { size: 10 };
export const stamps = { createdAt: d.timestamp('created_at').defaultNow() };
export const person = d.pgTable('person', { name: d.text(), ...stamps }, (t) => [d.uniqueIndex('person_name').on(lower(t.name))]);
export const tenant = (name: string) => d.pgTable(name, { id: d.integer() });
export default lower;
