import { type Catalog, type CatalogObject, catalogOf, type Value } from '../model/catalog.ts';
import type { Identity } from '../model/identity.ts';

/** The objects of a catalog by the schema that they lie in, and with the schema itself. */
export function bySchema({ objects }: Catalog): ReadonlyMap<string, readonly CatalogObject[]> {
  const schemas = new Map<string, CatalogObject[]>();
  for (const object of objects) {
    const schema = schemaOf(object);
    if (schema === undefined) continue;
    const known = schemas.get(schema);
    if (known) known.push(object);
    else schemas.set(schema, [object]);
  }
  return schemas;
}

export const schemaOf = ({ id }: CatalogObject): string | undefined =>
  id.kind === 'schema' ? id.name : id.schema;

/** What of a catalog lies in some schemas. */
export function inSchemas({ server, objects }: Catalog, names: readonly string[]): Catalog {
  const wanted = new Set<string | undefined>(names);
  return { server, objects: objects.filter((object) => wanted.has(schemaOf(object))) };
}

/** What lies in the schema `from` as it would be if that was called `to`: its names, and what Postgres prints of them. */
export function asSchema(
  server: Catalog['server'],
  objects: readonly CatalogObject[],
  from: string,
  to: string,
): Catalog {
  if (from === to) return catalogOf(server, objects);
  const rename = renaming(from, to);
  return catalogOf(server, objects.map(rename));
}

/** As within `'"a".b'::regclass`. */
const inLiteral = (text: string): string => text.replace(/['\\]/g, '$&$&');

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Names that Postgres prints are qualified, since nothing is on its path: a schema is what comes before a dot. */
function renaming(from: string, to: string): (object: CatalogObject) => CatalogObject {
  const bare = /^[a-z_][a-z0-9_$]*$/;
  const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  const forms = [...(bare.test(from) ? [from] : []), quoted(from), inLiteral(quoted(from))];
  const name = new RegExp(`(?<![\\w$".])(?:${forms.map(literally).join('|')})(?=\\.)`, 'g');
  const into = bare.test(to) ? to : quoted(to);
  const text = (value: string): string => value.replace(name, () => into);
  const value = (each: Value): Value => {
    if (typeof each === 'string') return text(each);
    if (Array.isArray(each)) return each.map(value);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(
      Object.entries(each).map(([part, its]) => [part, part === 'schema' && its === from ? to : value(its)]),
    );
  };
  const identity = (id: Identity): Identity => ({
    ...id,
    ...(id.schema === from ? { schema: to } : {}),
    ...((id.kind === 'schema' || id.on === 'schema') && id.name === from ? { name: to } : {}),
    ...(id.arguments ? { arguments: id.arguments.map(text) } : {}),
  });
  return ({ id, attributes, within, needs }) => ({
    id: identity(id),
    attributes: Object.fromEntries(Object.entries(attributes).map(([part, its]) => [part, value(its)])),
    ...(within ? { within: identity(within) } : {}),
    ...(needs ? { needs: needs.map(identity) } : {}),
  });
}
