import { sql } from 'drizzle-orm';
import * as d from 'drizzle-orm/pg-core';

export const thing = d.pgTable('thing', { id: d.text().primaryKey().default(sql`short_id()`), name: d.text() });
