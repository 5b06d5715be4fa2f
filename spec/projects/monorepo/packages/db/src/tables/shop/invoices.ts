import { id, times } from '@db/lib/columns';
import { currency } from '@db/enums';
import { index, integer, numeric, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { people } from '../people';
import { billing } from './billing';

export const invoices = billing.table(
  'invoices',
  {
    id: id(),
    billedTo: uuid().notNull().references(() => people.id, { onDelete: 'restrict' }),
    currency: currency().notNull().default('EUR'),
    totalAmount: numeric({ precision: 12, scale: 2 }).notNull(),
    ...times,
  },
  (table) => [index().on(table.billedTo, table.createdAt.desc())],
);

export const invoiceLines = billing.table(
  'invoice_lines',
  {
    invoiceId: uuid().notNull().references(() => invoices.id, { onDelete: 'cascade' }),
    lineNumber: integer().notNull(),
    amount: numeric({ precision: 12, scale: 2 }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.invoiceId, table.lineNumber] })],
);
