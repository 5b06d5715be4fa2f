import type { Finding } from '../../../src/harness/model/finding.ts';
import type { Report } from '../../../src/harness/model/report.ts';
import type { TableShape } from '../../../src/harness/model/table-shape.ts';
import { findingOf, reportOf } from './made-reports.ts';

/** A table of schema public with an id and other columns, and a foreign key `to_x` to each table x that it names. */
export const shapeOf = (
  name: string,
  { columns = [], to = [] }: { columns?: readonly string[]; to?: readonly string[] } = {},
): TableShape => ({
  table: { schema: 'public', name },
  columns: ['id', ...to.map((other) => `${other}_id`), ...columns].map((column) => ({
    name: column,
    type: column.endsWith('id') ? 'integer' : 'text',
  })),
  primaryKey: ['id'],
  foreignKeys: to.map((other) => ({
    name: `to_${other}`,
    columns: [`${other}_id`],
    references: { schema: 'public', name: other },
  })),
});

/** A finding of a part of a table of schema public. */
export const findingIn = (
  table: string,
  kind: 'column' | 'index' | 'foreign-key',
  name: string,
  more: Partial<Finding> = {},
): Finding => findingOf(`${kind}-missing`, { object: { kind, schema: 'public', table, name }, ...more });

/** Orders of customers: a column and a foreign key differ, two tables are near, one is far. */
export const shop: Report = reportOf(
  [
    findingIn('orders', 'column', 'note', { severity: 'breaking' }),
    findingIn('orders', 'column', 'total', {
      rule: 'column-type',
      attribute: 'type',
      expected: 'integer',
      actual: 'text',
    }),
    findingIn('orders', 'foreign-key', 'to_customers', { severity: 'breaking' }),
    findingIn('orders', 'index', 'orders_idx'),
    findingIn('customers', 'column', 'name', { severity: 'info' }),
  ],
  {
    tables: [
      shapeOf('customers', { columns: ['name'] }),
      shapeOf('lines', { to: ['orders'], columns: ['text'] }),
      shapeOf('orders', { to: ['customers'], columns: ['note', 'total'] }),
    ],
  },
);
