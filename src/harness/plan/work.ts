import type { CatalogObject } from '../model/catalog.ts';
import type { Kind } from '../model/identity.ts';
import type { Sql } from './plan-family.ts';
import type { Unplanned } from './planned-statement.ts';

/** What is to be done with each object, by key; an object that is recreated is dropped and made. */
export interface Work {
  readonly drops: Map<string, CatalogObject>;
  readonly creates: Map<string, CatalogObject>;
  readonly alters: Map<string, { readonly to: CatalogObject; readonly sql: Sql[] }>;
  /** Columns whose default stands in the way of a drop. */
  readonly undefaulted: Map<string, CatalogObject>;
  readonly unplanned: Unplanned[];
}

/** Nothing to be done yet. */
export const noWork = (): Work => ({
  drops: new Map(),
  creates: new Map(),
  alters: new Map(),
  undefaulted: new Map(),
  unplanned: [],
});

/** Kinds that hold rows, or other objects: they are never dropped to be made again. */
export const lasting: ReadonlySet<Kind> = new Set(['table', 'schema', 'extension', 'sequence']);
