import { futureOf, whatIs } from '../catalog/grants.ts';
import type { Catalog, CatalogObject } from '../model/catalog.ts';
import { type Revocation, type RevokedName, revocationsIn } from '../sql/revoke-statements.ts';
import type { SqlFile } from '../sql/sql-file.ts';
import { type Renamed, renaming } from './renamed.ts';

/**
 * What a migration takes from roles that need not have it where migrations are replayed: a platform's default privileges give
 * it elsewhere. Told as the `revoke` that no catalog shows; the privilege ALL is all of them. `after` is what the migration leads to.
 */
export async function withdrawnBy(
  up: SqlFile,
  after: Catalog,
  renamed: readonly Renamed[] = [],
): Promise<CatalogObject[]> {
  if (!/\brevoke\b/i.test(up.sql)) return [];
  const revocations = await revocationsIn((await up.parsed()).pieces);
  const rename = renaming(renamed);
  return revocations
    .map((each) => ({ ...each, roles: each.roles.map((name) => rename({ kind: 'role', name }).name) }))
    .flatMap((each) => (each.future ? inFuture(each) : onObjects(each, after, renamed)));
}

/** What the parser's kinds of objects are called where a grant is on one. */
const words: Readonly<Record<string, readonly string[]>> = {
  OBJECT_TABLE: ['table', 'view', 'materialized view', 'foreign table', 'sequence'],
  OBJECT_SEQUENCE: ['sequence'],
  OBJECT_FUNCTION: ['function'],
  OBJECT_PROCEDURE: ['procedure'],
  OBJECT_ROUTINE: ['function', 'procedure'],
  OBJECT_TYPE: ['enum', 'domain', 'composite type', 'type'],
  OBJECT_DOMAIN: ['domain'],
  OBJECT_SCHEMA: ['schema'],
  OBJECT_LANGUAGE: ['language'],
  OBJECT_FDW: ['foreign data wrapper'],
  OBJECT_FOREIGN_SERVER: ['foreign server'],
};

const wordsFor = ({ on }: Revocation): readonly string[] => words[on] ?? [];

function inFuture(revocation: Revocation): CatalogObject[] {
  const { schemas, future, roles } = revocation;
  const on = futureOf[wordsFor(revocation)[0] ?? ''];
  const makers = future?.makers.length ? future.makers : [''];
  const places = schemas.length > 0 ? schemas.map((schema) => ({ schema })) : [{}];
  if (on === undefined) return [];
  return places.flatMap((place) =>
    makers.flatMap((name) =>
      roles.map((role) => ({
        id: { kind: 'revoke', on, ...place, name, role } as const,
        attributes: { privileges: privilegesOn(revocation) },
      })),
    ),
  );
}

function onObjects(
  revocation: Revocation,
  { objects }: Catalog,
  renamed: readonly Renamed[],
): CatalogObject[] {
  const { on, names, schemas, roles } = revocation;
  const could = objects.filter((each) => wordsFor(revocation).includes(whatIs(each) ?? ''));
  // ALL TABLES has no sequences, although TABLE may name one.
  const isOfAll = ({ id: { kind, schema = '' } }: CatalogObject): boolean =>
    schemas.includes(schema) && (on !== 'OBJECT_TABLE' || kind !== 'sequence');
  const meant = [...could.filter(isOfAll), ...names.flatMap((name) => named(could, name, renamed))];
  return roles.flatMap((role) => meant.flatMap((each) => taken(revocation, each, role)));
}

/**
 * Of several of one name, none is known to be meant; one without a schema is in `public` if any is. Where none has it any more, it
 * was renamed later on in the same migration.
 */
function named(
  objects: readonly CatalogObject[],
  { parts, arguments: count }: RevokedName,
  renamed: readonly Renamed[],
): CatalogObject[] {
  const found = calledNow(objects, parts, count);
  if (found.length > 0 || renamed.length === 0) return found;
  const [name, schema] = [...parts].reverse();
  const { to } =
    renamed.find(({ name: was }) => was.name === name && (schema ?? was.schema) === was.schema) ?? {};
  return to ? calledNow(objects, to.schema === undefined ? [to.name] : [to.schema, to.name], count) : [];
}

function calledNow(
  objects: readonly CatalogObject[],
  parts: readonly string[],
  count?: number,
): CatalogObject[] {
  const [name, schema] = [...parts].reverse();
  const all = objects.filter(
    ({ id }) =>
      id.name === name &&
      (schema === undefined || id.schema === schema) &&
      (count === undefined || id.arguments?.length === count),
  );
  const inPublic = schema === undefined ? all.filter(({ id }) => id.schema === 'public') : [];
  const [found, ...others] = inPublic.length > 0 ? inPublic : all;
  return found && others.length === 0 ? [found] : [];
}

function taken(revocation: Revocation, object: CatalogObject, role: string): CatalogObject[] {
  const { kind, name, schema = kind === 'schema' ? name : undefined, arguments: types } = object.id;
  const revoke = { kind: 'revoke', ...(schema === undefined ? {} : { schema }), role } as const;
  const columns = [...new Set(revocation.privileges.flatMap((each) => each.columns))];
  const places = [
    { name, ...(types ? { arguments: types } : {}), on: whatIs(object) ?? '' },
    ...columns.map((column) => ({ table: name, name: column, on: 'column' })),
  ];
  return places.flatMap((place) => {
    const privileges = privilegesOn(revocation, place.on === 'column' ? place.name : undefined);
    return privileges.length === 0
      ? []
      : [{ id: { ...revoke, ...place }, attributes: { privileges }, within: object.id }];
  });
}

/** The privileges that are taken on the whole, or on a column. */
const privilegesOn = ({ privileges }: Revocation, column?: string): string[] =>
  privileges
    .filter(({ columns }) => (column === undefined ? columns.length === 0 : columns.includes(column)))
    .map(({ name = 'ALL' }) => (name === 'temp' ? 'TEMPORARY' : name.toUpperCase()));
