import { columns } from './columns.ts';
import { checks, exclusions, foreignKeys } from './constraints.ts';
import { extensions, settings } from './database.ts';
import { dots } from './dots.ts';
import { functions } from './functions.ts';
import { indexParts } from './index-parts.ts';
import { indexes } from './indexes.ts';
import { keys } from './keys.ts';
import { policies } from './policies.ts';
import { labels, rare, subscribed } from './rare.ts';
import { rights } from './rights.ts';
import type { DriftRow } from './row.ts';
import { sequences } from './sequences.ts';
import { tables } from './tables.ts';
import { rules, triggers } from './triggers.ts';
import { composites, domains, enums } from './types.ts';
import { materializedViews, views } from './views.ts';

export const driftRows: readonly DriftRow[] = [
  ...tables,
  ...columns,
  ...dots,
  ...keys,
  ...foreignKeys,
  ...checks,
  ...exclusions,
  ...indexes,
  ...indexParts,
  ...enums,
  ...domains,
  ...composites,
  ...sequences,
  ...views,
  ...materializedViews,
  ...policies,
  ...triggers,
  ...rules,
  ...functions,
  ...extensions,
  ...settings,
  ...rare,
  ...subscribed,
  ...labels,
  ...rights,
];
