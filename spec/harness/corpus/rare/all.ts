import { readFileSync } from 'node:fs';
import type { Mutation } from '../rows/row.ts';
import { type RareDrift, toMutation } from './drift.ts';
import { foreign } from './foreign.ts';
import { operators } from './operators.ts';
import { others } from './others.ts';
import { replication } from './replication.ts';
import { textSearch } from './text-search.ts';
import { types } from './types.ts';

/** Drifts of all that few projects have. */
export const rareDrifts: readonly RareDrift[] = [
  ...replication,
  ...foreign,
  ...types,
  ...operators,
  ...textSearch,
  ...others,
];

/** The same as rows of the corpus. */
export const rareMutations: readonly Mutation[] = rareDrifts.map(toMutation);

/** What makes all that they change, by itself. */
export const rareBase = `CREATE SCHEMA hand; CREATE TYPE hand.address AS (street text, number integer);
CREATE TYPE hand.span AS RANGE (subtype = float8);
${readFileSync('spec/harness/corpus/sink/migrations/0003_rare.sql', 'utf8')}`;
