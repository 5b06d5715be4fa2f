import { futureOf } from '../catalog/grants.ts';
import type { CatalogObject, Value } from '../model/catalog.ts';
import { type Identity, isFuture, keyOf } from '../model/identity.ts';
import type { Side } from './plan-family.ts';
import type { PlannedStatement } from './planned-statement.ts';
import { makeRight, revokeSql } from './rights-sql.ts';

const listOf = (value: Value | undefined): readonly string[] => (value ?? []) as readonly string[];

const alter = ({ id }: Pick<CatalogObject, 'id'>, sql: readonly string[]): PlannedStatement[] =>
  sql.map((each) => ({ sql: each, about: id, does: 'alter' }));

/**
 * What a REVOKE on a table takes from its columns as well (Postgres manual, "REVOKE"), and is to be there: `revoked` are the
 * grants on tables of which something is taken, `made` knows the keys of what is made anyway.
 */
export function grantedAgain(
  revoked: readonly CatalogObject[],
  after: Side,
  made: { has(key: string): boolean },
): PlannedStatement[] {
  const places = new Set(
    revoked.filter(({ id }) => id.on !== 'column').map(({ id }) => placeOf(id, id.name)),
  );
  return after.objects
    .filter(({ id }) => id.kind === 'grant' && id.on === 'column' && places.has(placeOf(id, id.table ?? '')))
    .filter(({ id }) => !made.has(keyOf(id)))
    .flatMap((each) => alter(each, makeRight(each)));
}

const placeOf = ({ schema = '', role = '' }: Identity, table: string): string =>
  JSON.stringify([schema, table, role]);

/** What new objects get by default privileges of whoever makes them, and are not to have. */
export function takenFromNew(
  made: readonly CatalogObject[],
  before: Side,
  after: Side,
  isDropped: (object: CatalogObject) => boolean,
): PlannedStatement[] {
  const defaults = before.objects.filter(
    (each) => each.id.kind === 'grant' && isFuture(each.id) && each.id.name === '' && !isDropped(each),
  );
  if (defaults.length === 0) return [];
  return made.flatMap((object) => defaults.flatMap((each) => takenFrom(object, each, after)));
}

function takenFrom(
  object: CatalogObject,
  { id: { on, schema, role = '' }, attributes }: CatalogObject,
  after: Side,
) {
  const what = wordOf(object);
  const home = object.id.kind === 'schema' ? object.id.name : object.id.schema;
  if (futureOf[what] !== on || (schema !== undefined && schema !== home)) return [];
  const id: Identity = {
    kind: 'grant',
    ...(home === undefined ? {} : { schema: home }),
    name: object.id.name,
    ...(object.id.arguments ? { arguments: object.id.arguments } : {}),
    role,
    on: what,
  };
  const wanted = listOf(after.find(id)?.attributes.privileges);
  return alter(
    { id },
    revokeSql(
      { id },
      listOf(attributes.privileges).filter((each) => !wanted.includes(each)),
    ),
  );
}

/** What a grant calls the kind of an object. */
const wordOf = ({ id: { kind }, attributes }: CatalogObject): string =>
  kind === 'function' && attributes.what === 'procedure' ? 'procedure' : kind.replaceAll('-', ' ');
