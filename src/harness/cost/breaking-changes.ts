import type { TableName } from '../model/cost.ts';
import { printName } from '../model/identity.ts';
import type { Column, Relation } from './observe.ts';

/** What breaks code; with the name, if a name is gone, since a later statement may bring it back. */
export interface BreakingChange {
  readonly phrase: string;
  readonly name?: string;
}

/** What breaks code that was written for a table as it was before. */
export function breakingChangesBetween(
  before: Relation | undefined,
  after: Relation | undefined,
): BreakingChange[] {
  if (!before) return [];
  const name = printName(before.name);
  if (!after) return [{ phrase: `${name} is dropped`, name }];
  const now = printName(after.name);
  const renamed = now === name ? [] : [{ phrase: `${name} is renamed to ${now}`, name }];
  const columns = [...before.columns].flatMap(([number, column]) =>
    breakingColumn(before.name, column, after.columns.get(number)),
  );
  return [...renamed, ...columns];
}

function breakingColumn(table: TableName, before: Column, after: Column | undefined): BreakingChange[] {
  const name = columnName(table, before);
  if (!after) return [{ phrase: `${name} is dropped`, name }];
  return [
    ...(after.name === before.name ? [] : [{ phrase: `${name} is renamed to ${after.name}`, name }]),
    ...(after.type === before.type ? [] : [{ phrase: `${name} is ${after.type}, not ${before.type}` }]),
    ...(before.notNull && !after.notNull ? [{ phrase: `${name} may be NULL` }] : []),
  ];
}

const columnName = ({ schema, name: table }: TableName, { name }: Column): string =>
  printName({ schema, table, name });

/** All names that code can use: of tables and of their columns. */
export const namesIn = (relations: Iterable<Relation>): Set<string> =>
  new Set(
    [...relations].flatMap(({ name, columns }) => [
      printName(name),
      ...[...columns.values()].map((column) => columnName(name, column)),
    ]),
  );
