import pg from 'pg';
import type { Asset, Reference } from '../../../src/lib/persistence.ts';
import type { AssetRow, ReferenceRow, Rows } from './model.ts';
import { type Moment, moment, textOf } from './moment.ts';

/** Puts rows in as they are, times as text, in one statement: foreign keys are looked at when it ends. */
export const insertSql = (rows: Rows): string => `
  WITH given AS (SELECT ${pg.escapeLiteral(JSON.stringify(rows, asText))}::jsonb AS it),
  new_users AS (INSERT INTO users (id, email) SELECT value::uuid, value
    FROM given, jsonb_array_elements_text(it -> 'users')),
  new_outputs AS (INSERT INTO outputs (id, user_id, prompt) SELECT "id", "userId", 'a prompt'
    FROM given, jsonb_to_recordset(it -> 'outputs') AS (id uuid, "userId" uuid)),
  new_assets AS (INSERT INTO output_asset (id, output_id, url, created_at, persist_until, is_removed)
    SELECT "id", "outputId", "url", "createdAt", "persistUntil", "isRemoved"
    FROM given, jsonb_to_recordset(it -> 'assets') AS (id uuid, "outputId" uuid, url text,
      "createdAt" timestamp, "persistUntil" timestamp, "isRemoved" boolean))
  INSERT INTO reference_images (id, user_id, output_id, image_url, created_at, is_avatar)
    SELECT "id", "userId", "outputId", "imageUrl", "createdAt", "isAvatar"
    FROM given, jsonb_to_recordset(it -> 'references') AS (id uuid, "userId" uuid, "outputId" uuid,
      "imageUrl" text, "createdAt" timestamp, "isAvatar" boolean)`;

const asText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? textOf(value) : value);

const list = (table: string, what: string): string =>
  `coalesce((SELECT jsonb_agg(${what} ORDER BY id) FROM ${table}), '[]')`;

const selectSql = `SELECT
  ${list('users', 'id')} AS users,
  ${list('outputs', `jsonb_build_object('id', id, 'userId', user_id)`)} AS outputs,
  ${list(
    'output_asset',
    `jsonb_build_object('id', id, 'outputId', output_id, 'url', url, 'createdAt', created_at,
      'persistUntil', persist_until, 'isRemoved', is_removed)`,
  )} AS assets,
  ${list(
    'reference_images',
    `jsonb_build_object('id', id, 'userId', user_id, 'outputId', output_id, 'imageUrl', image_url,
      'createdAt', created_at, 'isAvatar', is_avatar)`,
  )} AS "references"`;

/** What the tables hold, by plain SQL: the code under test has no part in it. */
export async function readRows(client: pg.Client): Promise<Rows> {
  const { rows } = await client.query(selectSql);
  const { users, outputs, assets, references } = rows[0];
  return { users, outputs, assets: assets.map(timed), references: references.map(timed) };
}

const timed = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      timeKeys.has(key) && typeof value === 'string' ? moment(value) : value,
    ]),
  );

const timeKeys = new Set(['createdAt', 'persistUntil']);

const momentOrNull = (text: string | null): Moment | null => (text === null ? null : moment(text));

/** An asset as a function returned it, in the words of the model. */
export const assetRow = ({ id, outputId, url, createdAt, persistUntil, isRemoved }: Asset): AssetRow => ({
  id,
  outputId,
  url,
  createdAt: momentOrNull(createdAt),
  persistUntil: momentOrNull(persistUntil),
  isRemoved,
});

/** A reference as a function returned it, in the words of the model. */
export const referenceRow = ({ createdAt, ...reference }: Reference): ReferenceRow => ({
  ...reference,
  createdAt: momentOrNull(createdAt),
});
