import { printName } from '../model/identity.ts';
import type { FillForeignKey, FillTable } from './table-facts.ts';

/** Tables in the order in which their foreign keys can be satisfied. */
export const inOrder = (tables: readonly FillTable[]): FillTable[] => inGroups(tables).flat();

/**
 * The same in groups: a table that needs no other but those before it, or several that refer to each other by foreign keys
 * that must have a value, those first whose keys can wait for the others.
 */
export function inGroups(tables: readonly FillTable[]): FillTable[][] {
  const groups: FillTable[][] = [];
  let left = [...tables];
  while (left.length > 0) {
    const free =
      left.find((table) => waitsFor(table, left).length === 0) ?? left.find((table) => !needs(table, left));
    const group = free ? [free] : deferring(smallestCycle(left));
    groups.push(group);
    left = left.filter((table) => !group.includes(table));
  }
  return groups;
}

/** The foreign keys that lead to other tables of those that are left. */
const waitsFor = ({ oid, foreignKeys }: FillTable, left: readonly FillTable[]): FillForeignKey[] =>
  foreignKeys.filter(({ target }) => target !== oid && left.some((table) => table.oid === target));

const needs = (table: FillTable, left: readonly FillTable[]): boolean => mustWait(table, left).length > 0;

const mustWait = (table: FillTable, left: readonly FillTable[]): FillForeignKey[] =>
  waitsFor(table, left).filter((key) => !canBeNull(table, key));

/** Whether a foreign key can be left open: one column of it that is NULL is enough. */
export const canBeNull = (
  { columns }: FillTable,
  { columns: names }: Pick<FillForeignKey, 'columns'>,
): boolean => names.some((name) => columns.some((column) => column.name === name && !column.notNull));

/** Where every table needs another, those that need the fewest others need each other. */
function smallestCycle(left: readonly FillTable[]): FillTable[] {
  const needed = left.map((table) => neededBy(table, left));
  return needed.reduce((least, each) => (each.length < least.length ? each : least));
}

function neededBy(table: FillTable, left: readonly FillTable[]): FillTable[] {
  const found = new Set([table]);
  for (const each of found)
    for (const { target } of mustWait(each, left)) {
      const next = left.find(({ oid }) => oid === target);
      if (next) found.add(next);
    }
  return [...found];
}

/** A table whose keys can all wait comes before those that it refers to; any, where none can. */
function deferring(cycle: readonly FillTable[]): FillTable[] {
  const done: FillTable[] = [];
  let left = [...cycle];
  while (left.length > 0) {
    const next =
      left.find((table) => mustWait(table, left).every(({ deferrable }) => deferrable !== null)) ?? left[0];
    done.push(next as FillTable);
    left = left.filter((table) => table !== next);
  }
  return done;
}

/** A foreign key, and the table that it is of. */
export interface KeyOf {
  readonly table: FillTable;
  readonly key: FillForeignKey;
}

/** Foreign keys of tables, in the order of their filling, that lead to what is filled later, and must have a value. */
const forwardKeys = (group: readonly FillTable[]): KeyOf[] =>
  group.flatMap((table, at) => mustWait(table, group.slice(at + 1)).map((key) => ({ table, key })));

/** Foreign keys of a table to itself that must have a value and can wait. */
const ownKeys = (table: FillTable): KeyOf[] =>
  table.foreignKeys
    .filter((key) => key.target === table.oid && key.deferrable !== null && !canBeNull(table, key))
    .map((key) => ({ table, key }));

/** Whether the rows of a table must refer to rows of it, and can do so later. */
export const isSelfish = (table: FillTable): boolean => ownKeys(table).length > 0;

/** The foreign keys of a group whose values may lead nowhere until all its tables have rows. */
export const openKeys = (group: readonly FillTable[]): KeyOf[] => [
  ...forwardKeys(group),
  ...group.flatMap(ownKeys),
];

/** The tables of a group as their rows are made: what is open is no foreign key yet. */
export function withoutOpen(group: readonly FillTable[]): FillTable[] {
  const open = openKeys(group).map(({ key }) => key);
  return group.map((table) => ({
    ...table,
    foreignKeys: table.foreignKeys.filter((key) => !open.includes(key)),
  }));
}

/** Whether nobody can put a first row in the tables of a group: some key is refused at once, whichever comes first, and no trigger fills another. */
export const isClosed = (group: readonly FillTable[]): boolean =>
  !group.some(({ doesMore }) => doesMore) && forwardKeys(group).some(({ key }) => key.deferrable === null);

/** Why nobody can. */
export function cycleWords(group: readonly FillTable[]): string {
  const keys = forwardKeys(group).filter(({ key }) => key.deferrable === null);
  const names = group.map(({ schema, table }) => printName({ schema, name: table })).sort();
  return `${names.join(', ')} refer to each other by foreign keys that must have a value, and ${keys.map(({ key }) => key.name).join(', ')} cannot be deferred`;
}
