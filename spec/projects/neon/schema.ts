import { sql } from 'drizzle-orm';
import * as d from 'drizzle-orm/pg-core';

export const note = d.pgTable('note', { owner: d.text().default(sql`auth.user_id()`), text: d.text() }, (t) => [
  d.pgPolicy('own', { for: 'select', to: 'authenticated', using: sql`${t.owner} = auth.user_id()` }),
]);
