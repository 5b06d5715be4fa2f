import type { Column, Relation } from './observe.ts';

/** What code does not find any more; where a name is gone, the name, since a later statement may bring it back. */
export interface BreakingChange {
  readonly phrase: string;
  readonly name?: string;
}

/** What code written for a table as it was before does not find after. */
export function breakingChangesBetween(
  before: Relation | undefined,
  after: Relation | undefined,
): BreakingChange[] {
  if (!before) return [];
  const { name } = before;
  if (!after) return [{ phrase: `${name} is gone`, name }];
  const renamed = after.name === name ? [] : [{ phrase: `${name} is called ${after.name}`, name }];
  const columns = [...before.columns].flatMap(([number, column]) =>
    brokenColumn(name, column, after.columns.get(number)),
  );
  return [...renamed, ...columns];
}

function brokenColumn(table: string, before: Column, after: Column | undefined): BreakingChange[] {
  const name = `${table}.${before.name}`;
  if (!after) return [{ phrase: `${name} is gone`, name }];
  return [
    ...(after.name === before.name ? [] : [{ phrase: `${name} is called ${after.name}`, name }]),
    ...(after.type === before.type ? [] : [{ phrase: `${name} is ${after.type}, not ${before.type}` }]),
    ...(before.notNull && !after.notNull ? [{ phrase: `${name} may be NULL` }] : []),
  ];
}

/** All names that code can use: of tables and of their columns. */
export const namesIn = (relations: Iterable<Relation>): Set<string> =>
  new Set(
    [...relations].flatMap(({ name, columns }) => [
      name,
      ...[...columns.values()].map((column) => `${name}.${column.name}`),
    ]),
  );
