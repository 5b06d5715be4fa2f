import { isOfPostgres } from '../../../catalog/grants.ts';
import type { Catalog, CatalogObject } from '../../../model/catalog.ts';
import { type Identity, keyOf } from '../../../model/identity.ts';
import { listOf } from './rights-of.ts';

/** What PUBLIC may do by itself with what users make (Postgres manual, "Privileges"). */
const builtIn: Readonly<Record<string, readonly string[]>> = {
  function: ['EXECUTE'],
  procedure: ['EXECUTE'],
  enum: ['USAGE'],
  domain: ['USAGE'],
  'composite type': ['USAGE'],
  type: ['USAGE'],
  language: ['USAGE'],
  database: ['CONNECT', 'TEMPORARY'],
};

/**
 * Tells what privileges of a grant PUBLIC has by itself, and keeps on both sides, so that nobody gains any by it. Of what is
 * Postgres's own or an extension's it is not known.
 */
export function byPublic(...sides: readonly Catalog[]): (grant: CatalogObject) => ReadonlySet<string> {
  const revokes = sides.flatMap(({ objects }) => objects.filter(isFromPublic));
  const taken = new Map<string, readonly string[]>();
  for (const { id, attributes } of revokes)
    taken.set(keyOf(id), [...(taken.get(keyOf(id)) ?? []), ...listOf(attributes.privileges)]);
  return ({ id, within }) => {
    if (within?.kind === 'extension' || isOfPostgres(id.schema)) return new Set();
    const gone = taken.get(keyOf({ ...id, kind: 'revoke', role: 'public' })) ?? [];
    return new Set(usualOn(id).filter((each) => !gone.includes(each)));
  };
}

const isFromPublic = ({ id }: CatalogObject): boolean => id.kind === 'revoke' && id.role === 'public';

const usualOn = ({ on = '', name }: Identity): readonly string[] =>
  on === 'schema' && name === 'public' ? ['USAGE'] : (builtIn[on] ?? []);
