import { keptOr } from '../../cache/kept.ts';
import type { Declaration } from '../../declared/declare.ts';
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
  /** Whether it can declare an object of this name; not where it cannot be loaded. */
  readonly mayDeclare: (id: Identity) => Promise<boolean>;
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
  const declaration = once(() => declarationIn(project).catch(ifProblem(undefined)));
  const undeclared = once(async () => (await import('../../declared/undeclared.ts')).undeclaredIn(project));
  const mayDeclare = async (id: Identity): Promise<boolean> => {
    if ((await undeclared())(id)) return false;
    const known = await declaration();
    return known !== undefined && (await import('../../declared/names.ts')).mayHave(known)(id);
  };
  const build = async (declared: Declaration): Promise<Catalog> => {
    const { whole, migrations, timeline, file } = await ground.comparable();
    const catalog = catalogAfter(whole, migrations.length);
    return keptOr(file && declaredFile(file, scope, declared), () =>
      ground.scratchAt(timeline.changes.length)(
        async (database) => (await buildSchema(context, declared, getScratch, { catalog, database })).catalog,
      ),
    );
  };
  const declared = once(async () => {
    const known = await declaration();
    return known && build(known);
  });
  return { ...ground, declared, mayDeclare, locate: once(() => schemaLocator(project)) };
}
