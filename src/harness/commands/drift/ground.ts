import { keptOr } from '../../cache/kept.ts';
import { declaredFile } from '../../declared/declared-cache.ts';
import { schemaLocator } from '../../declared/schema-locator.ts';
import { catalogAfter } from '../../history/timeline.ts';
import type { Catalog, CatalogObject } from '../../model/catalog.ts';
import type { Source } from '../../model/finding.ts';
import type { Identity } from '../../model/identity.ts';
import { once } from '../../model/once.ts';
import { ifProblem } from '../../model/problem.ts';
import type { Context } from '../context.ts';
import { type Ground, groundOf } from '../expected.ts';
import { buildSchema, declarationIn, type GetScratch } from './when-needed.ts';

/** What live databases are compared with, and what explains a difference. */
export interface DriftGround extends Ground {
  /** What the schema declares; undefined without a schema that can be loaded: what differs then counts as changed by hand. */
  readonly declared: () => Promise<Catalog | undefined>;
  /** Where the schema declares an object. */
  readonly locate: () => Promise<(id: Identity) => Source | undefined>;
}

/** All of it is built when it is first needed. */
export function driftGround(
  context: Context,
  getScratch: GetScratch,
  only?: (object: CatalogObject) => boolean,
): DriftGround {
  const { scope, project } = context;
  const ground = groundOf(context, getScratch, only);
  const declared = async (): Promise<Catalog | undefined> => {
    const { whole, migrations, timeline, file } = await ground.comparable();
    const catalog = catalogAfter(whole, migrations.length);
    const declaration = await declarationIn(project).catch(ifProblem(undefined));
    if (!declaration) return undefined;
    return keptOr(file && declaredFile(file, scope, declaration), () =>
      ground.scratchAt(timeline.changes.length)(
        async (database) =>
          (await buildSchema(context, declaration, getScratch, { catalog, database })).catalog,
      ),
    );
  };
  return { ...ground, declared: once(declared), locate: once(() => schemaLocator(project)) };
}
