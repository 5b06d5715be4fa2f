import { escapePattern } from '../model/escape-pattern.ts';
import { quoteName } from '../postgres/connection.ts';
import type { FillColumn, FillTable } from './table-facts.ts';

/** Columns that checks compare with each other, and the slots that their values come from. */
export interface Together {
  readonly table: string;
  readonly columns: readonly (FillColumn & { readonly slot: number })[];
  /** Expressions over these columns. */
  readonly checks: readonly string[];
}

/** Groups of columns whose values must fit together; none of what a foreign key leads to, or the server makes by itself. */
export function togetherOf({ table, columns, checks, foreignKeys }: FillTable): Together[] {
  const isFree = (name: string): boolean =>
    columns.some((column) => column.name === name) && !foreignKeys.some((key) => key.columns.includes(name));
  const groups: { names: readonly string[]; checks: readonly string[] }[] = [];
  for (const check of checks.filter((each) => each.columns.length > 1 && each.columns.every(isFree))) {
    const met = groups.filter(({ names }) => names.some((name) => check.columns.includes(name)));
    for (const group of met) groups.splice(groups.indexOf(group), 1);
    groups.push({
      names: [...new Set([...met.flatMap(({ names }) => names), ...check.columns])],
      checks: [...met.flatMap((group) => group.checks), check.expression],
    });
  }
  return groups.map(({ names, checks: expressions }) => ({
    table,
    columns: columns.flatMap((column, slot) => (names.includes(column.name) ? [{ ...column, slot }] : [])),
    checks: expressions,
  }));
}

/** What each column is said to be equal to, by its name: expressions over the others, as Postgres prints them. */
export function equalsIn({ columns, checks }: Together): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name } of columns) {
    const own = `(?:${[name, quoteName(name)].map(escapePattern).join('|')})`;
    const side = `(?:${own}|\\(${own}\\)::[a-z ]+)`;
    const equal = new RegExp(`^\\((?:${side} = (.*)|(.*) = ${side})\\)$`, 's');
    for (const check of checks) {
      const [, right, left] = equal.exec(check) ?? [];
      const expression = right ?? left;
      if (expression !== undefined && !new RegExp(`(?<![\\w"])${own}(?![\\w"])`).test(expression))
        found.set(name, expression);
    }
  }
  return found;
}
