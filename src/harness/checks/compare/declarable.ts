import type { Catalog, CatalogObject } from '../../model/catalog.ts';
import { type Kind, keyOf } from '../../model/identity.ts';
import { type AttributesOfKinds, hasAttribute } from './attributes.ts';

/** What drizzle-orm/pg-core can declare; the rest is made by hand in migrations and compared with databases only. */
const kinds: ReadonlySet<Kind> = new Set([
  'schema',
  'table',
  'column',
  'primary-key',
  'unique',
  'foreign-key',
  'check',
  'index',
  'enum',
  'sequence',
  'view',
  'materialized-view',
  'policy',
]);

/** Attributes of those kinds that Drizzle has no word for. */
const wordless: AttributesOfKinds = {
  '*': [
    'comment',
    'columnComments',
    'storage',
    'compression',
    'collation',
    'statistics',
    'persistence',
    'replicaIdentity',
    'tablespace',
    'accessMethod',
    'clustered',
    'timing',
    'validated',
    'enforced',
    'switchedOff',
    'valid',
    'include',
    'match',
    'setColumns',
    'period',
    'noInherit',
    'inherits',
    'inherited',
  ],
  table: ['rowSecurityForced', 'partitionBy', 'partitions', 'ofType', 'options', 'columnOrder'],
  column: ['options'],
  'primary-key': ['options'],
  unique: ['options'],
  index: ['nullsNotDistinct'],
  sequence: ['type', 'ownedBy'],
  view: ['columnDefaults'],
  'materialized-view': ['populated'],
};

/** Whether a schema file could say so. */
export const canDeclare = (kind: Kind, attribute?: string): boolean =>
  kinds.has(kind) && (attribute === undefined || !hasAttribute(wordless, kind, attribute));

/** The part of a catalog that a schema file could declare; what stands in anything else, such as a domain's check, is no part. */
export function asDeclarable({ server, objects }: Catalog): Catalog {
  const others = new Set(objects.filter(({ id }) => !canDeclare(id.kind)).map(({ id }) => keyOf(id)));
  const declarable = objects.filter(
    ({ id, within }) => canDeclare(id.kind) && !(within && others.has(keyOf(within))),
  );
  return { server, objects: declarable.map(withWords) };
}

const withWords = (object: CatalogObject): CatalogObject => ({
  ...object,
  attributes: Object.fromEntries(
    Object.entries(object.attributes).filter(([name]) => canDeclare(object.id.kind, name)),
  ),
});
