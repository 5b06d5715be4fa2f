import { indexOn, type Maker, newColumn } from './maker.ts';
import {
  type Column,
  columnSql,
  type Enum,
  foreignKeySql,
  indexSql,
  keyTypeOf,
  type Model,
  quote,
  type Table,
} from './model.ts';
import type { Random } from './random.ts';
import { aspects, labels, subjects } from './words.ts';

/** A table with a key, some columns, often an enum, and references to older tables. */
export const createTable: Maker = (model, random) => {
  const name = random.pick(freeNames(model).slice(0, 10));
  const table: Table = {
    name,
    key: random.pick(['serial', 'uuid', 'identity']),
    columns: [],
    indexes: [],
    checks: [],
    touched: false,
  };
  for (let count = 3 + random.below(6); count > 0; count--) {
    const column = newColumn(table, random);
    if (column) table.columns.push(column);
  }
  table.columns.push({
    name: 'created_at',
    type: 'timestamp with time zone',
    notNull: true,
    default: 'now()',
  });
  const made = random.oneIn(3) ? statusOf(model, table, random) : undefined;
  const targets = new Set(
    model.tables.length === 0 ? [] : Array.from({ length: random.below(3) }, () => random.pick(model.tables)),
  );
  const links = [...targets].map(
    (references): Column => ({
      name: `${references.name}_id`,
      type: keyTypeOf(references),
      notNull: !random.oneIn(3),
      references,
    }),
  );
  table.columns.push(...links);
  table.indexes.push(...links.filter(() => random.oneIn(2)).map((link) => indexOn(table, [link], false)));
  model.tables.push(table);
  return {
    words: `create_${name}`,
    up: [
      ...(made
        ? [`CREATE TYPE ${quote(made.name)} AS ENUM(${made.labels.map((label) => `'${label}'`).join(', ')})`]
        : []),
      `CREATE TABLE ${quote(name)} (\n\t${[keySql(table), ...table.columns.map(columnSql)].join(',\n\t')}\n)`,
      ...links.map((link) => foreignKeySql(table, link)),
      ...table.indexes.map((index) => indexSql(table, index)),
    ],
    down: [`DROP TABLE ${quote(name)}`, ...(made ? [`DROP TYPE ${quote(made.name)}`] : [])],
  };
};

const keySql = ({ key }: Table): string =>
  ({
    serial: '"id" serial PRIMARY KEY NOT NULL',
    uuid: '"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL',
    identity: '"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY',
  })[key];

function statusOf(model: Model, table: Table, random: Random): Enum {
  const made = { name: `${table.name}_status`, labels: labels.slice(0, 2 + random.below(3)) };
  model.enums.push(made);
  table.columns.push({
    name: 'status',
    type: quote(made.name),
    notNull: true,
    default: `'${made.labels[0]}'`,
  });
  return made;
}

/** Once all words are taken, they are numbered. */
function freeNames({ tables }: Model): string[] {
  const taken = new Set(tables.map(({ name }) => name));
  const all = subjects.flatMap((subject) => aspects.map((aspect) => `${subject}${aspect}`));
  const round = Math.floor(taken.size / all.length);
  return [round, round + 1]
    .flatMap((number) => all.map((name) => (number === 0 ? name : `${name}_${number + 1}`)))
    .filter((name) => !taken.has(name));
}
