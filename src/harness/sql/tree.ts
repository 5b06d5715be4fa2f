import type { Node } from 'libpg-query';
import type { Name } from '../model/identity.ts';

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

/** A name by its parts, of which the database may come first; one without a schema is taken to be in `public`. */
export const nameOfParts = (parts: readonly (string | undefined)[]): Required<Omit<Name, 'table'>> => ({
  schema: parts.at(-2) ?? 'public',
  name: parts.at(-1) ?? '',
});

interface Relation {
  readonly schemaname?: string;
  readonly relname?: string;
}

/** A table's (index's, view's, sequence's) name. */
export const nameOfRelation = ({ schemaname, relname }: Relation = {}): ReturnType<typeof nameOfParts> =>
  nameOfParts([schemaname, relname]);
