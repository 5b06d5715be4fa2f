import { alter, indexOn, type Maker, someTable } from './maker.ts';
import { indexSql, plainColumns, quote } from './model.ts';
import { labels } from './words.ts';

/** A unique one is made without a look at what is there, as happens. */
export const createIndex: Maker = (model, random) => {
  const table = someTable(model, random);
  const columns = plainColumns(table)
    .filter(({ type }) => type !== 'jsonb' && type !== 'text')
    .slice(0, 1 + random.below(2));
  const index = indexOn(table, columns, random.oneIn(6));
  if (columns.length === 0 || table.indexes.some(({ name }) => name === index.name)) return undefined;
  table.indexes.push(index);
  return {
    words: `index_${table.name}`,
    up: [indexSql(table, index)],
    down: [`DROP INDEX ${quote(index.name)}`],
  };
};

export const dropIndex: Maker = (model, random) => {
  const table = random.pick(model.tables);
  const index = table.indexes.pop();
  if (!index) return undefined;
  return {
    words: `unindex_${table.name}`,
    up: [`DROP INDEX ${quote(index.name)}`],
    down: [indexSql(table, index)],
  };
};

export const addEnumValue: Maker = (model, random) => {
  if (model.enums.length === 0) return undefined;
  const { name, labels: own } = random.pick(model.enums);
  const label = labels.find((each) => !own.includes(each));
  if (label === undefined) return undefined;
  own.push(label);
  return {
    words: `${name}_${label}`,
    up: [`ALTER TYPE ${quote(name)} ADD VALUE '${label}'`],
    down: 'a value of an enum cannot be dropped',
  };
};

export const backfill: Maker = (model, random) => {
  const table = someTable(model, random);
  const column = table.columns.find(({ notNull, default: value }) => !notNull && value !== undefined);
  if (!column) return undefined;
  return {
    words: `backfill_${table.name}`,
    up: [
      `UPDATE ${quote(table.name)} SET ${quote(column.name)} = ${column.default} WHERE ${quote(column.name)} IS NULL`,
    ],
    down: ['SELECT 1'],
  };
};

/** Mostly rows get a value first; now and then that is forgotten. */
export const setNotNull: Maker = (model, random) => {
  const table = someTable(model, random);
  const column = table.columns.find(({ notNull, default: value }) => !notNull && value !== undefined);
  if (!column) return undefined;
  column.notNull = true;
  const fill = `UPDATE ${quote(table.name)} SET ${quote(column.name)} = ${column.default} WHERE ${quote(column.name)} IS NULL`;
  return {
    words: `require_${column.name}_of_${table.name}`,
    up: [...(random.oneIn(5) ? [] : [fill]), alter(table, `ALTER COLUMN ${quote(column.name)} SET NOT NULL`)],
    down: [alter(table, `ALTER COLUMN ${quote(column.name)} DROP NOT NULL`)],
  };
};

export const addCheck: Maker = (model, random) => {
  const table = someTable(model, random);
  const column = table.columns.find(({ name }) => name === 'amount' || name === 'quantity');
  const name = `${table.name}_${column?.name}_check`;
  if (!column || table.checks.some((check) => check.name === name)) return undefined;
  const check = { name, expression: `${quote(column.name)} >= 0` };
  table.checks.push(check);
  return {
    words: `check_${column.name}_of_${table.name}`,
    up: [
      `UPDATE ${quote(table.name)} SET ${quote(column.name)} = 0 WHERE ${quote(column.name)} < 0`,
      alter(table, `ADD CONSTRAINT ${quote(name)} CHECK (${check.expression})`),
    ],
    down: [alter(table, `DROP CONSTRAINT ${quote(name)}`)],
  };
};

/** Functions and triggers are written by hand, and no schema file declares them. */
export const addTrigger: Maker = (model, random) => {
  const table = someTable(model, random);
  if (table.touched) return undefined;
  table.touched = true;
  const name = `${table.name}_touch`;
  return {
    words: `touch_${table.name}`,
    up: [
      `CREATE FUNCTION ${quote(name)}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$`,
      `CREATE TRIGGER ${quote(name)} BEFORE UPDATE ON ${quote(table.name)} FOR EACH ROW EXECUTE FUNCTION ${quote(name)}()`,
    ],
    down: [`DROP TRIGGER ${quote(name)} ON ${quote(table.name)}`, `DROP FUNCTION ${quote(name)}()`],
  };
};
