import { dependenciesSql, type Edge, toEdges } from '../catalog/dependencies.ts';
import { readCatalogWith } from '../catalog/read.ts';
import { readSettled } from '../catalog/read-settled.ts';
import type { Catalog, CatalogObject } from '../model/catalog.ts';
import type { Readable } from '../postgres/live.ts';
import { type Side, sideOf } from './plan-family.ts';

/** A catalog, and what hangs together in it: what a plan begins or ends with. */
export interface PlanSide {
  readonly catalog: Catalog;
  readonly edges: readonly Edge[];
  /** By key, what the catalog has in words of another one that mean the same, in its own: what can be made there. */
  readonly ownWords?: ReadonlyMap<string, CatalogObject>;
}

/** Reads both in one snapshot; `concerns` takes from the catalog what the plan is about. */
export const readSide = (database: Readable, concerns: (catalog: Catalog) => Catalog): Promise<PlanSide> =>
  readSettled(database, async (snapshot) => {
    const { catalog, answers } = await readCatalogWith(snapshot, dependenciesSql);
    return { catalog: concerns(catalog), edges: toEdges(answers[0] ?? []) };
  });

/** The same, ready for planning. */
export const sideFrom = ({ catalog, edges, ownWords }: PlanSide): Side => sideOf(catalog, edges, ownWords);
