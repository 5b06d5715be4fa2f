import { columns } from './columns.ts';
import { composites } from './composites.ts';
import { constraints } from './constraints.ts';
import { settings } from './database-settings.ts';
import { domainChecks, domains } from './domains.ts';
import { enums } from './enums.ts';
import { extensions } from './extensions.ts';
import type { Family } from './family.ts';
import { functions } from './functions.ts';
import { indexes } from './indexes.ts';
import { plainObjects } from './plain/plain-objects.ts';
import { policies } from './policies.ts';
import { schemas } from './schemas.ts';
import { sequences } from './sequences.ts';
import { tables } from './tables.ts';
import { rules, triggers } from './triggers.ts';
import { unmodeled } from './unmodeled.ts';
import { materializedViews, views } from './views.ts';

/** What can belong to an extension, or is part of what does. */
export const memberFamilies: readonly Family[] = [
  schemas,
  tables,
  columns,
  constraints,
  indexes,
  enums,
  domains,
  domainChecks,
  composites,
  sequences,
  views,
  materializedViews,
  policies,
  triggers,
  rules,
  functions,
  ...plainObjects,
  unmodeled,
];

/** All that a reading makes objects of, but for rights, owners and roles. */
export const families: readonly Family[] = [...memberFamilies, extensions, settings];
