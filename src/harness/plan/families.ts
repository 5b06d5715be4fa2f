import { ownedKinds } from '../catalog/owners.ts';
import type { Kind } from '../model/identity.ts';
import { policies, rules, triggers } from './families/behaviour.ts';
import { columns } from './families/columns.ts';
import { composites } from './families/composites.ts';
import { constraints } from './families/constraints.ts';
import { functions } from './families/functions.ts';
import { indexes } from './families/indexes.ts';
import { eventTriggers } from './families/plain/event-triggers.ts';
import {
  foreignDataWrappers,
  foreignServers,
  foreignTables,
  userMappings,
} from './families/plain/foreign.ts';
import { casts, operatorClasses, operatorFamilies, operators } from './families/plain/operators.ts';
import {
  accessMethods,
  conversions,
  languages,
  statisticsObjects,
  transforms,
} from './families/plain/others.ts';
import { publications, publicationTables } from './families/plain/replication.ts';
import {
  textSearchConfigurations,
  textSearchDictionaries,
  textSearchParsers,
  textSearchTemplates,
} from './families/plain/text-search.ts';
import { collations, rangeTypes } from './families/plain/types.ts';
import { owned, rights } from './families/rights.ts';
import { sequences } from './families/sequences.ts';
import { tables } from './families/tables.ts';
import { domains, enums } from './families/types.ts';
import { materializedViews, views } from './families/views.ts';
import { extensions, roles, schemas, settings } from './families/whole.ts';
import type { PlanFamily } from './plan-family.ts';

const families: Readonly<Partial<Record<Kind, PlanFamily>>> = {
  schema: schemas,
  table: tables,
  column: columns,
  'primary-key': constraints,
  unique: constraints,
  'foreign-key': constraints,
  check: constraints,
  exclusion: constraints,
  index: indexes,
  enum: enums,
  domain: domains,
  'composite-type': composites,
  sequence: sequences,
  view: views,
  'materialized-view': materializedViews,
  policy: policies,
  role: roles,
  trigger: triggers,
  function: functions,
  extension: extensions,
  rule: rules,
  grant: rights,
  revoke: rights,
  setting: settings,
  'event-trigger': eventTriggers,
  publication: publications,
  'publication-table': publicationTables,
  'foreign-data-wrapper': foreignDataWrappers,
  'foreign-server': foreignServers,
  'user-mapping': userMappings,
  'foreign-table': foreignTables,
  collation: collations,
  'range-type': rangeTypes,
  cast: casts,
  operator: operators,
  'operator-class': operatorClasses,
  'operator-family': operatorFamilies,
  'text-search-configuration': textSearchConfigurations,
  'text-search-dictionary': textSearchDictionaries,
  'text-search-parser': textSearchParsers,
  'text-search-template': textSearchTemplates,
  statistics: statisticsObjects,
  language: languages,
  transform: transforms,
  'access-method': accessMethods,
  conversion: conversions,
};

/** How a kind is planned; nothing for one whose objects are not. */
export function familyOf(kind: Kind): PlanFamily | undefined {
  const family = families[kind];
  return family && ownedKinds.has(kind) ? owned(family) : family;
}
