import { createHash } from 'node:crypto';
import { type CatalogObject, compareKeys, type Value } from '../model/catalog.ts';
import { keyOf, printIdentity } from '../model/identity.ts';
import type { Family } from './family.ts';
import { attributeFacts, attributeOf } from './kinds.ts';
import { ofMembers } from './of-members.ts';
import type { OwnerOf } from './owners.ts';
import type { Reading } from './reading.ts';

/**
 * The members of extensions, each with all that is part of it, such as the columns, policies and triggers of a table: one
 * object for each, whose definition is a digest. Majors of Postgres print a view's query in different ways, so that it
 * stands beside. plpgsql, which initdb brings, is no finding where it was made again.
 */
export function membersIn(
  own: Reading,
  families: readonly Family[],
  ownerOf: OwnerOf = () => null,
): CatalogObject[] {
  const reading = ofMembers(own);
  if (!reading) return [];
  const objects = new Map(
    families.flatMap(({ toObjects }) => toObjects(reading)).map((object) => [keyOf(object.id), object]),
  );
  const rootOf = (object: CatalogObject): CatalogObject => {
    const outer = object.within && objects.get(keyOf(object.within));
    return outer ? rootOf(outer) : object;
  };
  const groups = new Map<CatalogObject, CatalogObject[]>();
  for (const object of objects.values()) {
    const root = rootOf(object);
    const parts = groups.get(root);
    if (parts) parts.push(object);
    else groups.set(root, [object]);
  }
  groups.delete(objects.get(keyOf({ kind: 'language', name: 'plpgsql' })) ?? nobody);
  return [...groups].map(([root, parts]) => toMember(root, parts, ownerOf(root)));
}

const nobody: CatalogObject = { id: { kind: 'schema', name: '' }, attributes: {} };

function toMember(root: CatalogObject, parts: readonly CatalogObject[], owner: string | null): CatalogObject {
  const { schema, ...rest } = root.id;
  const query = queryOf(root);
  const content = parts
    .map((part) => [keyOf(part.id), essentialsOf(part)] as const)
    .sort(([a], [b]) => compareKeys(a, b));
  return {
    id: {
      kind: 'extension-member',
      ...(schema === undefined ? {} : { schema }),
      name: root.id.kind === 'unmodeled' ? root.id.name : printIdentity(rest),
    },
    attributes: { definition: digestOf(content), query: query ?? null, ...(owner === null ? {} : { owner }) },
    ...(root.within ? { within: root.within } : {}),
  };
}

const queryOf = (object: CatalogObject): Value | undefined =>
  attributeOf(object, 'view', 'definition') ?? attributeOf(object, 'materialized-view', 'definition');

/** All that can change what an object does: comments, storage and the like are anybody's to set. */
const essentialsOf = ({ id, attributes }: CatalogObject): (readonly [string, Value])[] =>
  Object.entries(attributes)
    .filter(([name]) => attributeFacts(id.kind, name).severity !== 'info')
    .filter(([name]) => !(name === 'definition' && /view$/.test(id.kind)))
    .sort(([a], [b]) => compareKeys(a, b));

const digestOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
