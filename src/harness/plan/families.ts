import type { Kind } from '../model/identity.ts';
import { policies, rules, triggers } from './families/behaviour.ts';
import { columns } from './families/columns.ts';
import { constraints } from './families/constraints.ts';
import { functions } from './families/functions.ts';
import { indexes } from './families/indexes.ts';
import { sequences } from './families/sequences.ts';
import { tables } from './families/tables.ts';
import { composites, domains, enums } from './families/types.ts';
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
  setting: settings,
};

/** How a kind is planned; nothing for one whose objects are only counted. */
export const familyOf = (kind: Kind): PlanFamily | undefined => families[kind];
