import { alter, indexOn, type Maker, newColumn, someTable } from './maker.ts';
import { type Column, columnSql, foreignKeySql, indexSql, keyTypeOf, plainColumns, quote } from './model.ts';

export const addColumns: Maker = (model, random) => {
  const table = someTable(model, random);
  const columns: Column[] = [];
  for (let count = 1 + random.below(2); count > 0; count--) {
    const column = newColumn(table, random);
    if (!column) break;
    columns.push(column);
    table.columns.push(column);
  }
  if (columns.length === 0) return undefined;
  return {
    words: `add_${columns[0]?.name}_to_${table.name}`,
    up: columns.map((column) => alter(table, `ADD COLUMN ${columnSql(column)}`)),
    down: columns.map(({ name }) => alter(table, `DROP COLUMN ${quote(name)}`)),
  };
};

export const addReference: Maker = (model, random) => {
  const [table, references] = [someTable(model, random), random.pick(model.tables)];
  const column: Column = {
    name: `${references.name}_id`,
    type: keyTypeOf(references),
    notNull: false,
    references,
  };
  if (table === references || table.columns.some(({ name }) => name === column.name)) return undefined;
  const index = indexOn(table, [column], false);
  table.columns.push(column);
  table.indexes.push(index);
  return {
    words: `link_${table.name}_to_${references.name}`,
    up: [
      alter(table, `ADD COLUMN ${columnSql(column)}`),
      foreignKeySql(table, column),
      indexSql(table, index),
    ],
    down: [alter(table, `DROP COLUMN ${quote(column.name)}`)],
  };
};

export const widen: Maker = (model, random) => {
  const table = someTable(model, random);
  const column = table.columns.find(
    ({ type, references }) => !references && (type === 'integer' || /^varchar\((120|60|20)\)$/.test(type)),
  );
  if (!column) return undefined;
  const [from, to] = [column.type, column.type === 'integer' ? 'bigint' : 'varchar(255)'];
  column.type = to;
  const set = (type: string) => alter(table, `ALTER COLUMN ${quote(column.name)} SET DATA TYPE ${type}`);
  return { words: `widen_${column.name}_of_${table.name}`, up: [set(to)], down: [set(from)] };
};

export const dropColumn: Maker = (model, random) => {
  const table = someTable(model, random);
  const column = plainColumns(table).find(({ type, notNull }) => !notNull && !type.startsWith('"'));
  if (!column) return undefined;
  table.columns.splice(table.columns.indexOf(column), 1);
  return {
    words: `drop_${column.name}_of_${table.name}`,
    up: [alter(table, `DROP COLUMN ${quote(column.name)}`)],
    down: [alter(table, `ADD COLUMN ${columnSql(column)}`)],
  };
};

export const renameColumn: Maker = (model, random) => {
  const table = someTable(model, random);
  const column = plainColumns(table).find(({ name }) => name !== 'created_at' && !/_old$|_new$/.test(name));
  if (!column) return undefined;
  const from = column.name;
  column.name = `${from}_new`;
  const rename = (before: string, after: string) =>
    alter(table, `RENAME COLUMN ${quote(before)} TO ${quote(after)}`);
  return {
    words: `rename_${from}_of_${table.name}`,
    up: [rename(from, column.name)],
    down: [rename(column.name, from)],
  };
};
