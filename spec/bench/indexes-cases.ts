import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import * as persistence from '../../src/lib/persistence.ts';
import { outputAsset } from '../../src/lib/schema.ts';
import { now as at } from './indexes-data.ts';
import type { Query } from './indexes-plan.ts';

/** An index of 0008 and a question it is there for. */
export interface Case {
  readonly index: string;
  readonly question: string;
  readonly query: Query;
  /** An index that is to answer better, in the place of the first one: what follows `CREATE INDEX name ON`. */
  readonly better?: string;
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Neither the busiest nor the idlest. */
const user = md5('1:250');
const output = md5('2:3000');

/** A place one year back. */
const yearAgo = { createdAt: '2024-06-01 00:00:00', id: md5('3:1') };

const notRemoved = 'WHERE is_removed IS NOT TRUE';

export const cases: readonly Case[] = [
  {
    index: 'output_asset_created_at_idx',
    question: 'recent outputs: the first page',
    query: (db) => persistence.listRecent(db, { at }),
    better: `output_asset (created_at DESC, id DESC) ${notRemoved}`,
  },
  {
    index: 'output_asset_created_at_idx',
    question: 'recent outputs: a page one year back',
    query: (db) => persistence.listRecent(db, { at, after: yearAgo }),
    better: `output_asset (created_at DESC, id DESC) ${notRemoved}`,
  },
  {
    index: 'output_asset_persist_until_idx',
    question: 'expired outputs: what there is to sweep',
    query: (db) => persistence.listExpired(db, { at }),
    better: `output_asset (persist_until, id) ${notRemoved}`,
  },
  {
    index: 'output_asset_is_removed_idx',
    question: 'filtering removed ones: what a user sees (IS NOT TRUE)',
    query: (db) => persistence.listVisible(db, user, { at }),
  },
  {
    index: 'output_asset_is_removed_idx',
    question: 'filtering removed ones: how many are left (IS NOT TRUE)',
    query: (db) =>
      db.select({ count: sql`count(*)` }).from(outputAsset).where(sql`${outputAsset.isRemoved} IS NOT TRUE`),
    better: `output_asset (is_removed) ${notRemoved}`,
  },
  {
    index: 'output_asset_is_removed_idx',
    question: 'filtering removed ones: which they are (IS TRUE)',
    query: (db) =>
      db.select({ url: outputAsset.url }).from(outputAsset).where(sql`${outputAsset.isRemoved} IS TRUE`),
  },
  {
    index: 'reference_images_user_id_idx',
    question: 'a user’s references',
    query: (db) => persistence.listReferencesOfUser(db, user),
  },
  {
    index: 'reference_images_output_id_idx',
    question: 'an output’s references',
    query: (db) => persistence.listReferencesOfOutput(db, output),
  },
  {
    index: 'reference_images_is_avatar_idx',
    question: 'avatars',
    query: (db) => persistence.listAvatars(db),
    better: 'reference_images (created_at DESC, id DESC) WHERE is_avatar IS TRUE',
  },
  // Last, since it leaves dead rows behind though it is rolled back.
  {
    index: 'output_asset_persist_until_idx',
    question: 'expired outputs: a sweep',
    query: (db) => persistence.sweepBatch(db, { at }),
    better: `output_asset (persist_until, id) ${notRemoved}`,
  },
];
