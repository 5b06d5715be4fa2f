import type { Column, Enum, Model, Table } from './model.ts';

/** The schema file that a history leads to. */
export const printSchema = ({ tables, enums }: Model): string =>
  [
    "import { sql } from 'drizzle-orm';",
    "import * as d from 'drizzle-orm/pg-core';",
    '',
    ...enums.map(
      ({ name, labels }: Enum) => `export const ${name} = d.pgEnum('${name}', ${JSON.stringify(labels)});`,
    ),
    ...tables.map(printTable),
    '',
  ].join('\n');

const printTable = (table: Table): string =>
  `export const ${table.name} = d.pgTable('${table.name}', {
  id: ${keys[table.key]},
${table.columns.map((column) => `  ${column.name}: ${printColumn(column)},`).join('\n')}
}, (t) => [
${table.indexes
  .map(
    ({ name, columns, unique }) =>
      `  d.${unique ? 'uniqueIndex' : 'index'}('${name}').on(${columns.map((column) => `t.${column.name}`).join(', ')}),`,
  )
  .concat(table.checks.map(({ name, expression }) => `  d.check('${name}', sql\`${expression}\`),`))
  .join('\n')}
]);`;

const keys: Readonly<Record<Table['key'], string>> = {
  serial: "d.serial('id').primaryKey()",
  uuid: "d.uuid('id').primaryKey().defaultRandom()",
  identity: "d.integer('id').primaryKey().generatedAlwaysAsIdentity()",
};

function printColumn({ name, type, notNull, default: value, references }: Column): string {
  return [
    builderOf(name, type),
    ...(value === undefined ? [] : [`.default(sql\`${value}\`)`]),
    ...(notNull ? ['.notNull()'] : []),
    ...(references ? [`.references(() => ${references.name}.id)`] : []),
  ].join('');
}

function builderOf(name: string, type: string): string {
  const [, word = '', sizes] = /^"?([a-z0-9_ ]+)"?(?:\((.*)\))?$/.exec(type) ?? [];
  const [first, second] = (sizes ?? '').split(', ');
  if (type.startsWith('"')) return `${word}('${name}')`;
  if (word === 'varchar') return `d.varchar('${name}', { length: ${first} })`;
  if (word === 'numeric') return `d.numeric('${name}', { precision: ${first}, scale: ${second} })`;
  if (word === 'bigint') return `d.bigint('${name}', { mode: 'number' })`;
  if (word.startsWith('timestamp')) return `d.timestamp('${name}', { withTimezone: true })`;
  return `d.${word}('${name}')`;
}
