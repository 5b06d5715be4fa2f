import { and, eq, exists, getTableColumns, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { isVisible } from './asset.ts';
import type { Database } from './database.ts';
import { type At, textOf, timestampOf } from './instant.ts';
import { behind, defaultLimit, type Page, recentFirst } from './page.ts';
import { outputAsset, outputs, type ReferenceImage, referenceImages, users } from './schema.ts';

/** A row of `reference_images`: its time as exact UTC text, its flag with two values. */
export type Reference = Omit<ReferenceImage, 'createdAt' | 'isAvatar'> & {
  readonly createdAt: string | null;
  readonly isAvatar: boolean;
};

const isAvatar = sql<boolean>`${referenceImages.isAvatar} IS TRUE`;

const referenceFields = {
  ...getTableColumns(referenceImages),
  createdAt: textOf(referenceImages.createdAt),
  isAvatar,
};

/**
 * Makes a reference image of a visible asset: of its URL, its output and that output's user, and no avatar.
 * It stands on its own: removing the asset later does not touch it. Returns nothing when there is no such asset to be seen.
 */
export async function addReference(
  db: Database,
  assetId: string,
  { at }: At = {},
): Promise<Reference | undefined> {
  const source = db
    .select({
      id: sql<string>`gen_random_uuid()`.as('id'),
      userId: outputs.userId,
      outputId: outputs.id,
      imageUrl: outputAsset.url,
      createdAt: timestampOf(at).as('created_at'),
      isAvatar: sql<boolean>`false`.as('is_avatar'),
    })
    .from(outputAsset)
    .innerJoin(outputs, eq(outputs.id, outputAsset.outputId))
    .where(and(eq(outputAsset.id, assetId), isVisible(at)));
  const [reference] = await db.insert(referenceImages).select(source).returning(referenceFields);
  return reference;
}

/**
 * Makes one of a user's own references their avatar, and no other: exactly one is left, also when several are
 * chosen at once (the last one to be committed). Returns the avatar; somebody else's reference, or none, changes nothing.
 *
 * The user's row is locked first, in a statement of its own: only a statement begun after the lock was got sees
 * what the former holder wrote. That needs READ COMMITTED, which a transaction of the caller's has to bring.
 */
export const chooseAvatar = (
  db: Database,
  userId: string,
  referenceId: string,
): Promise<Reference | undefined> =>
  db.transaction((tx) => chooseAvatarIn(tx, userId, referenceId), { isolationLevel: 'read committed' });

async function chooseAvatarIn(
  tx: Database,
  userId: string,
  referenceId: string,
): Promise<Reference | undefined> {
  await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update');
  const changed = await tx
    .update(referenceImages)
    .set({ isAvatar: sql`${referenceImages.id} = ${referenceId}` })
    .where(and(mayChange(userId, referenceId), exists(ownReference(tx, userId, referenceId))))
    .returning(referenceFields);
  return changed.find(({ id }) => id === referenceId);
}

const mayChange = (userId: string, referenceId: string): SQL | undefined =>
  and(eq(referenceImages.userId, userId), or(eq(referenceImages.id, referenceId), isAvatar));

const chosen = alias(referenceImages, 'chosen');

const ownReference = (db: Database, userId: string, referenceId: string) =>
  db
    .select({ id: chosen.id })
    .from(chosen)
    .where(and(eq(chosen.id, referenceId), eq(chosen.userId, userId)));

/** A user's references, most recent first. Pages put together are the whole list. */
export const listReferencesOfUser = (db: Database, userId: string, page: Page = {}): Promise<Reference[]> =>
  references(db, eq(referenceImages.userId, userId), page);

/** The references made from an output, most recent first. Pages put together are the whole list. */
export const listReferencesOfOutput = (
  db: Database,
  outputId: string,
  page: Page = {},
): Promise<Reference[]> => references(db, eq(referenceImages.outputId, outputId), page);

/** Everybody's avatars and nothing else, most recent first. Pages put together are the whole list. */
export const listAvatars = (db: Database, page: Page = {}): Promise<Reference[]> =>
  references(db, isAvatar, page);

async function references(
  db: Database,
  scope: SQL,
  { after, limit = defaultLimit }: Page,
): Promise<Reference[]> {
  return db
    .select(referenceFields)
    .from(referenceImages)
    .where(and(scope, behind(referenceImages, after)))
    .orderBy(...recentFirst(referenceImages))
    .limit(limit);
}
