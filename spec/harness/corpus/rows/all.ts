import { rareMutations } from '../rare/all.ts';
import { added } from './application/added.ts';
import * as applicationColumns from './application/columns.ts';
import * as applicationConstraints from './application/constraints.ts';
import * as applicationIndexes from './application/indexes.ts';
import * as applicationTables from './application/tables.ts';
import type { Mutation } from './row.ts';
import * as behaviour from './sink/behaviour.ts';
import * as checks from './sink/checks.ts';
import * as columnTypes from './sink/column-types.ts';
import * as columns from './sink/columns.ts';
import * as comments from './sink/comments.ts';
import * as corners from './sink/corners.ts';
import * as foreignKeys from './sink/foreign-keys.ts';
import * as functions from './sink/functions.ts';
import * as indexes from './sink/indexes.ts';
import * as keys from './sink/keys.ts';
import * as ownersWithPolicies from './sink/owner-with-policies.ts';
import * as owners from './sink/owners.ts';
import * as partitionParts from './sink/partition-parts.ts';
import * as partitionSeries from './sink/partition-series.ts';
import * as partitions from './sink/partitions.ts';
import * as rights from './sink/rights.ts';
import * as tables from './sink/tables.ts';
import * as types from './sink/types.ts';

const files: readonly Readonly<Record<string, readonly Mutation[]>>[] = [
  applicationTables,
  applicationColumns,
  applicationConstraints,
  applicationIndexes,
  { added },
  tables,
  partitionParts,
  partitions,
  partitionSeries,
  columnTypes,
  columns,
  comments,
  foreignKeys,
  keys,
  checks,
  indexes,
  types,
  behaviour,
  functions,
  corners,
  { rareMutations },
  rights,
  owners,
  ownersWithPolicies,
];

/** The whole corpus: each row one drift. */
export const corpus: readonly Mutation[] = files.flatMap((file) => Object.values(file).flat());
