import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { type Asset, assetFields, type Expiring, expiringFields, isDue, isVisible } from './asset.ts';
import type { Database } from './database.ts';
import { type At, type Instant, timestampOf } from './instant.ts';
import { behind, defaultLimit, type Page, recentFirst } from './page.ts';
import { outputAsset, outputs } from './schema.ts';

export type { Asset, Expiring } from './asset.ts';
export type { Database } from './database.ts';
export type { At, Instant } from './instant.ts';
export type { Cursor, Page } from './page.ts';
export * from './references.ts';

/**
 * Keeps an asset until a time, at which it expires. Touches nothing but `persist_until`: an asset that is
 * removed stays removed. Returns the asset as it is now, or nothing when there is none.
 */
export const keepUntil = async (db: Database, assetId: string, until: Instant): Promise<Asset | undefined> =>
  change(db, assetId, { persistUntil: timestampOf(until) });

/** Takes the time away, so that no sweep removes the asset. Otherwise as {@link keepUntil}. */
export const keepForEver = (db: Database, assetId: string): Promise<Asset | undefined> =>
  change(db, assetId, { persistUntil: null });

/**
 * Sets the flag and nothing else: the row, its time and the references to its output stand.
 * Doing it twice is doing it once. Returns the asset as it is now, or nothing when there is none.
 */
export const softDelete = (db: Database, assetId: string): Promise<Asset | undefined> =>
  change(db, assetId, { isRemoved: true });

/**
 * Takes the flag back and nothing else: an asset whose time has passed is expired still.
 * Doing it twice is doing it once. Returns the asset as it is now, or nothing when there is none.
 */
export const restore = (db: Database, assetId: string): Promise<Asset | undefined> =>
  change(db, assetId, { isRemoved: false });

async function change(
  db: Database,
  assetId: string,
  values: { persistUntil?: SQL | null; isRemoved?: boolean },
): Promise<Asset | undefined> {
  const [asset] = await db
    .update(outputAsset)
    .set(values)
    .where(eq(outputAsset.id, assetId))
    .returning(assetFields);
  return asset;
}

/**
 * What a user sees of their own assets, most recent first: those neither removed (NULL is not removed) nor expired.
 * Pages at one `at` put together are the whole list: none twice, none left out, whatever else happens meanwhile.
 */
export const listVisible = (db: Database, userId: string, page: Page & At = {}): Promise<Asset[]> =>
  visible(db, page, ownedBy(db, userId));

/** What everybody sees, most recent first. Otherwise as {@link listVisible}. */
export const listRecent = (db: Database, page: Page & At = {}): Promise<Asset[]> => visible(db, page);

async function visible(
  db: Database,
  { at, after, limit = defaultLimit }: Page & At,
  scope?: SQL,
): Promise<Asset[]> {
  return db
    .select(assetFields)
    .from(outputAsset)
    .where(and(scope, isVisible(at), behind(outputAsset, after)))
    .orderBy(...recentFirst(outputAsset))
    .limit(limit);
}

const ownedBy = (db: Database, userId: string): SQL =>
  inArray(
    outputAsset.outputId,
    db.select({ id: outputs.id }).from(outputs).where(eq(outputs.userId, userId)),
  );

/**
 * What {@link sweep} would mark: assets whose time has passed, be it just now, and that are not removed.
 * The longest expired first; at one instant, by id. Pages go as in {@link listVisible}.
 */
export const listExpired = async (
  db: Database,
  { at, after, limit = defaultLimit }: Page<Due> & At = {},
): Promise<Expiring[]> =>
  db
    .select(expiringFields)
    .from(outputAsset)
    .where(and(isDue(at), after && isDueAfter(after)))
    .orderBy(...longestDueFirst)
    .limit(limit);

type Due = Pick<Expiring, 'id' | 'persistUntil'>;

const longestDueFirst = [asc(outputAsset.persistUntil), asc(outputAsset.id)];

const isDueAfter = ({ persistUntil, id }: Due): SQL =>
  sql`(${outputAsset.persistUntil}, ${outputAsset.id}) > (${timestampOf(persistUntil)}, ${id}::uuid)`;

/** One statement of a sweep: how many rows it marks at most. */
export interface Batch extends At {
  readonly batchSize?: number | undefined;
}

/**
 * One batch of {@link sweep}: marks as removed up to `batchSize` (500 unless told) of the assets whose time has passed,
 * the longest expired first, and returns those. Rows that another session holds are left to it, never waited for;
 * and since a row is judged again once it is locked, one that was extended meanwhile is not marked.
 */
export async function sweepBatch(db: Database, { at, batchSize = 500 }: Batch = {}): Promise<Expiring[]> {
  const due = db.$with('due').as(
    db
      .select({ id: outputAsset.id })
      .from(outputAsset)
      .where(isDue(at))
      .orderBy(...longestDueFirst)
      .limit(batchSize)
      .for('update', { skipLocked: true }),
  );
  return db
    .with(due)
    .update(outputAsset)
    .set({ isRemoved: true })
    .from(due)
    .where(eq(outputAsset.id, due.id))
    .returning(expiringFields);
}

/**
 * Marks as removed every asset whose time has passed and that is not removed yet, and returns what it marked: never one
 * without a time, never one twice, however many processes sweep at once. Each batch is a statement of its own,
 * so outside a transaction locks are short, and what was marked stays marked if a later batch fails.
 */
export async function sweep(db: Database, options: Batch = {}): Promise<Expiring[]> {
  const marked: Expiring[] = [];
  for (;;) {
    const batch = await sweepBatch(db, options);
    if (batch.length === 0) return marked;
    marked.push(...batch);
  }
}
