import type { Value } from '../model/catalog.ts';
import type { Kind } from '../model/identity.ts';
import { column } from './columns.ts';
import { composite } from './composites.ts';
import { check, exclusion, foreignKey, primaryKey, unique } from './constraint-kinds.ts';
import { setting } from './database-settings.ts';
import { domain } from './domains.ts';
import { enumeration } from './enums.ts';
import { extensionMember } from './extension-member.ts';
import { extension } from './extensions.ts';
import { routine } from './functions.ts';
import { grant, revoke } from './grants.ts';
import { index } from './indexes.ts';
import type { AttributeFacts, KindFacts } from './kind.ts';
import { owned } from './owners.ts';
import { collation } from './plain/collations.ts';
import { eventTrigger } from './plain/event-triggers.ts';
import { foreignDataWrapper, foreignServer, foreignTable, userMapping } from './plain/foreign.ts';
import { accessMethod, conversion, language, transform } from './plain/languages.ts';
import { cast, operator, operatorClass, operatorFamily } from './plain/operators.ts';
import { publication, publicationTable, subscription } from './plain/replication.ts';
import { securityLabel } from './plain/security-labels.ts';
import { statistics } from './plain/statistics.ts';
import {
  textSearchConfiguration,
  textSearchDictionary,
  textSearchParser,
  textSearchTemplate,
} from './plain/text-search.ts';
import { baseType, rangeType } from './plain/types.ts';
import { policy } from './policies.ts';
import { schema } from './schemas.ts';
import { sequence } from './sequences.ts';
import { role } from './server-roles.ts';
import { table } from './tables.ts';
import { rule, trigger } from './triggers.ts';
import { unmodeledObject } from './unmodeled.ts';
import { materializedView, view } from './views.ts';

/** Kinds of objects that a catalog can hold; a migration is none. */
export type ObjectKind = Exclude<Kind, 'migration'>;

/** What is known of every kind of objects. */
export const factsOfKinds = {
  schema: owned(schema),
  table: owned(table),
  column,
  'primary-key': primaryKey,
  unique,
  'foreign-key': foreignKey,
  check,
  exclusion,
  index,
  enum: owned(enumeration),
  domain: owned(domain),
  'composite-type': owned(composite),
  sequence: owned(sequence),
  view: owned(view),
  'materialized-view': owned(materializedView),
  policy,
  role,
  trigger,
  function: owned(routine),
  extension,
  'extension-member': owned(extensionMember),
  rule,
  grant,
  revoke,
  setting,
  'event-trigger': eventTrigger.facts,
  publication: owned(publication.facts),
  'publication-table': publicationTable.facts,
  subscription: subscription.facts,
  'foreign-data-wrapper': foreignDataWrapper.facts,
  'foreign-server': owned(foreignServer.facts),
  'user-mapping': userMapping.facts,
  'foreign-table': owned(foreignTable.facts),
  collation: owned(collation.facts),
  'range-type': owned(rangeType.facts),
  'base-type': baseType.facts,
  cast: cast.facts,
  operator: owned(operator.facts),
  'operator-class': operatorClass.facts,
  'operator-family': operatorFamily.facts,
  'text-search-configuration': owned(textSearchConfiguration.facts),
  'text-search-dictionary': owned(textSearchDictionary.facts),
  'text-search-parser': textSearchParser.facts,
  'text-search-template': textSearchTemplate.facts,
  statistics: owned(statistics.facts),
  language: language.facts,
  transform: transform.facts,
  'access-method': accessMethod.facts,
  conversion: owned(conversion.facts),
  'security-label': securityLabel.facts,
  unmodeled: unmodeledObject,
} satisfies Record<ObjectKind, KindFacts>;

export const objectKinds = Object.keys(factsOfKinds) as ObjectKind[];

/** The names of a kind's attributes. */
export type AttributeOf<K extends ObjectKind> = string & keyof (typeof factsOfKinds)[K]['attributes'];

/** What is known of a kind. */
export const factsOf = (kind: Kind): KindFacts =>
  kind === 'migration' ? { attributes: {} } : factsOfKinds[kind];

/** What is known of an attribute: nothing of one that is not written down. */
export const attributeFacts = (kind: Kind, attribute: string): AttributeFacts =>
  factsOf(kind).attributes[attribute] ?? {};

/** An attribute of an object by the name that its kind has for it; undefined where it has none such. */
export const attributeOf = <K extends ObjectKind>(
  object: { readonly id: { readonly kind: Kind }; readonly attributes: Readonly<Record<string, Value>> },
  kind: K,
  attribute: AttributeOf<K>,
): Value | undefined => (object.id.kind === kind ? object.attributes[attribute] : undefined);
