import { type RoleNames, renameRoles } from '../catalog/rename-roles.ts';
import type { Sides } from '../checks/drift/find-drift.ts';
import { type Difference, diff } from '../diff/diff.ts';
import { type Catalog, type CatalogObject, catalogOf } from '../model/catalog.ts';
import { type Identity, keyOf } from '../model/identity.ts';
import { planBetween } from '../plan/plan-between.ts';
import type { PlannedStatement } from '../plan/planned-statement.ts';
import { type PlanSide, sideFrom } from '../plan/read-side.ts';
import type { Compared } from './expected.ts';

/**
 * What a plan is made from, with roles as the migrations call them, who alone are on a scratch server, and without owners,
 * which are planned by themselves: a copy on a scratch server belongs to one role.
 */
export function planInputs(
  { answers, roleNames, state: { edges } }: Pick<Compared, 'answers' | 'roleNames' | 'state'>,
  sides: Sides,
) {
  const ofMigrations: RoleNames = new Map([...roleNames].map(([here, there]) => [there, here]));
  return {
    live: { catalog: renamed(ownerless(sides.catalog), ofMigrations), edges },
    concerns: ({ server, objects }: Catalog): Catalog =>
      ownerless(
        sides.rights.concerns({
          server,
          objects: objects.filter((each) => answers(renameRoles(each, roleNames))),
        }),
      ),
    names: roleNames,
    owners: ownersBetween(sides),
  };
}

/** A catalog whose roles have other names; where two become one, the first stays. */
export function renamed({ server, objects }: Catalog, names: RoleNames): Catalog {
  if (names.size === 0) return { server, objects };
  const others = objects.map((each) => renameRoles(each, names)).reverse();
  return catalogOf(server, new Map(others.map((each) => [keyOf(each.id), each])).values());
}

const ownerless = ({ server, objects }: Catalog): Catalog => ({
  server,
  objects: objects.map((object) => {
    const { owner, ...attributes } = object.attributes;
    return owner === undefined ? object : { ...object, attributes };
  }),
});

/** What belongs to another role than it should. */
export const ownersBetween = ({ expected, catalog }: Pick<Sides, 'expected' | 'catalog'>): Difference[] =>
  diff(expected.objects, catalog.objects).filter(
    (each) => each.type === 'changed' && each.attribute === 'owner',
  );

/** An object as it is called where its roles have other names. */
export const identityThere = (id: Identity, names: RoleNames): Identity =>
  renameRoles({ id, attributes: {} }, names).id;

type ToSql = (statement: Pick<PlannedStatement, 'about' | 'does' | 'sql' | 'renames'>) => string;

/**
 * Statements as they are said where roles have other names: the same plan, made for those, has as many statements about each
 * object and in the same order. It is asked for one after the other.
 */
export function saidThere(from: PlanSide, to: PlanSide, names: RoleNames): ToSql {
  if (names.size === 0) return ({ sql }) => sql;
  const [here, there] = [from, to].map((side) =>
    sideFrom({ ...side, catalog: renamed(side.catalog, names) }),
  );
  const waiting = new Map<string, string[]>();
  const statements = here && there ? planBetween(here, there).statements : [];
  for (const { about, does, sql, online } of statements) {
    const key = `${does} ${keyOf(about)}`;
    waiting.set(key, [...(waiting.get(key) ?? []), online ?? sql]);
  }
  // What renames something names no role.
  return ({ about, does, sql, renames }) =>
    (renames ? undefined : waiting.get(`${does} ${keyOf(identityThere(about, names))}`)?.shift()) ?? sql;
}

/** A difference as it is found where roles have other names. */
export const differenceThere = (each: Difference, names: RoleNames): Difference => ({
  ...each,
  object: renameRoles(each.object as CatalogObject, names),
});
