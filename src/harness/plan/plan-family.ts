import type { Edge } from '../catalog/dependencies.ts';
import type { Catalog, CatalogObject, Value } from '../model/catalog.ts';
import { type Identity, keyOf } from '../model/identity.ts';
import { quoteText } from './names.ts';

/** One SQL statement, with what is to be said of it. */
export interface Sql {
  readonly sql: string;
  readonly loses?: string;
  readonly online?: string;
  readonly privileged?: boolean;
}

/** One side of a plan: the objects of a catalog, and what hangs together in it. */
export interface Side {
  /** As `server_version_num`. */
  readonly server: number;
  readonly objects: readonly CatalogObject[];
  find(id: Identity): CatalogObject | undefined;
  /** The same in the side's own words, where `find` has words of the other side that mean the same. */
  inOwnWords(id: Identity): CatalogObject | undefined;
  /** What is in an object, such as the columns of a table. */
  partsOf(id: Identity): readonly CatalogObject[];
  /** What refers to an object, by the server's own record (`pg_depend`). */
  dependentsOf(id: Identity): readonly CatalogObject[];
  /** What an object refers to. */
  needsOf(id: Identity): readonly CatalogObject[];
}

/** An object on both sides that is not the same, and how to plan. */
export interface Change {
  readonly from: CatalogObject;
  readonly to: CatalogObject;
  readonly before: Side;
  readonly after: Side;
}

/** How one kind of object is made, dropped and altered. */
export interface PlanFamily {
  /** Why an object cannot be made, if so. */
  readonly refuses?: (object: CatalogObject) => string | undefined;
  readonly create: (object: CatalogObject, after: Side) => readonly Sql[];
  readonly drop: (object: CatalogObject, before: Side) => readonly Sql[];
  /**
   * By attribute: the statements that change it; `recreate` where the object has to be dropped and made, which is also
   * what happens for an attribute without an entry; or why it cannot be changed.
   */
  readonly alter: Readonly<Record<string, (change: Change) => readonly Sql[] | 'recreate' | Refusal>>;
}

/** Why something cannot be planned. */
export interface Refusal {
  readonly refused: string;
}

export const refused = (reason: string): Refusal => ({ refused: reason });

export const statement = (sql: string): readonly Sql[] => [{ sql }];
/** Others can write to the table while it runs, unless it is in one transaction with what locks that. */
export const aloneOnline = (sql: string): readonly Sql[] => [{ sql, online: sql }];
export const statements = (...sql: readonly string[]): readonly Sql[] => sql.map((each) => ({ sql: each }));

export const textOf = (value: Value | undefined): string => String(value ?? '');
export const textsOf = (value: Value | undefined): readonly string[] => (value ?? []) as readonly string[];

/** SQL: a comment, or none. */
export const commentOn = (what: string, comment: Value | undefined): string =>
  `COMMENT ON ${what} IS ${comment === null || comment === undefined ? 'NULL' : quoteText(String(comment))}`;

/** The comment of a new object. */
export const commented = (what: string, { attributes: { comment } }: CatalogObject): readonly Sql[] =>
  comment === null || comment === undefined ? [] : statement(commentOn(what, comment));

/** What an object cannot exist without. */
export const containersOf = ({ within, needs = [] }: CatalogObject): readonly Identity[] => [
  ...(within ? [within] : []),
  ...needs,
];

/** A side of a plan from its objects and the edges between them. */
export function sideOf(
  { server, objects }: Catalog,
  edges: readonly Edge[],
  ownWords: ReadonlyMap<string, CatalogObject> = new Map(),
): Side {
  const byKey = new Map(objects.map((object) => [keyOf(object.id), object]));
  const parts = grouped(
    objects.flatMap((each) => containersOf(each).map((container) => [keyOf(container), each] as const)),
  );
  const between = edges.flatMap(({ dependent, on }) => {
    const [from, to] = [byKey.get(keyOf(dependent)), byKey.get(keyOf(on))];
    return from && to && from !== to ? [{ from, to }] : [];
  });
  const dependents = grouped(between.map(({ from, to }) => [keyOf(to.id), from] as const));
  const needs = grouped(between.map(({ from, to }) => [keyOf(from.id), to] as const));
  return {
    server: server.versionNumber,
    objects,
    find: (id) => byKey.get(keyOf(id)),
    inOwnWords: (id) => ownWords.get(keyOf(id)) ?? byKey.get(keyOf(id)),
    partsOf: (id) => parts.get(keyOf(id)) ?? [],
    dependentsOf: (id) => dependents.get(keyOf(id)) ?? [],
    needsOf: (id) => needs.get(keyOf(id)) ?? [],
  };
}

function grouped<T>(pairs: readonly (readonly [string, T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of pairs) groups.set(key, [...(groups.get(key) ?? []), value]);
  return groups;
}
