import { sql } from 'drizzle-orm';
import * as d from 'drizzle-orm/pg-core';

const odd = d.customType<{ data: string }>({ dataType: () => 'no.type' });

export const a = d.pgTable('a', { x: d.integer() });
export const b = d.pgTable('b', { x: d.integer().references(() => a.x) });
export const c = d.pgTable('c', { x: d.jsonb().default(sql`'{'`) });
export const e = d.pgTable('e', { x: odd('x') });
export const late = d.pgTable('late', { x: d.integer() });
