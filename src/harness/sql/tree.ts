import type { Node } from 'libpg-query';

/** Visits every object in a parse tree, each before what it holds. */
export function walk(tree: unknown, visit: (node: Readonly<Record<string, unknown>>) => void): void {
  if (Array.isArray(tree)) for (const item of tree) walk(item, visit);
  else if (typeof tree === 'object' && tree !== null) {
    visit(tree as Record<string, unknown>);
    for (const value of Object.values(tree)) walk(value, visit);
  }
}

/** The parts of a name, such as `["public", "mood"]`. */
export const partsOf = (names: readonly Node[] = []): string[] =>
  names.flatMap((node) => ('String' in node ? (node.String.sval ?? []) : []));

/** A name as one text; one without a schema is taken to be in `public`. */
export const nameOfParts = (parts: readonly (string | undefined)[]): string =>
  [...(parts.length < 2 ? ['public'] : []), ...parts.map((part) => part ?? 'public')].slice(-2).join('.');

interface Relation {
  readonly schemaname?: string;
  readonly relname?: string;
}

/** A table's (index's, view's, sequence's) name as one text. */
export const nameOfRelation = ({ schemaname, relname }: Relation = {}): string =>
  nameOfParts([schemaname, relname]);
