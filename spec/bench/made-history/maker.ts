import { type Column, type Index, type MadeStep, type Model, quote, type Table } from './model.ts';
import type { Random } from './random.ts';
import { columnKinds } from './words.ts';

/** Makes one migration and changes the model as it does; nothing where the model has no place for it. */
export type Maker = (model: Model, random: Random) => MadeStep | undefined;

export const alter = (table: Table, what: string): string => `ALTER TABLE ${quote(table.name)} ${what}`;

/** Older tables that a later migration comes back to: a few are changed often, most seldom, as in real histories. */
export const someTable = ({ tables }: Model, random: Random): Table => {
  const busy = tables.slice(0, Math.ceil(tables.length / 5));
  return random.oneIn(2) ? random.pick(busy) : random.pick(tables);
};

export function newColumn(table: Table, random: Random): Column | undefined {
  const free = columnKinds.filter(([name]) => table.columns.every((column) => column.name !== name));
  if (free.length === 0) return undefined;
  const [name, type, value] = random.pick(free);
  return {
    name,
    type,
    notNull: value !== undefined && random.oneIn(2),
    ...(value ? { default: value } : {}),
  };
}

export const indexOn = (table: Table, columns: readonly Column[], unique: boolean): Index => ({
  name: `${table.name}_${columns.map(({ name }) => name).join('_')}_${unique ? 'key' : 'idx'}`,
  columns,
  unique,
});
