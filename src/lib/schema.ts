import { relations, sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';

/** What a user pays for; decides how much they may generate. */
export const userTier = pgEnum('user_tier', ['free', 'plus', 'pro']);

/** Where the generation of an output stands. */
export const outputStatus = pgEnum('output_status', ['queued', 'running', 'done', 'failed']);

export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    email: varchar('email', { length: 320 }).notNull(),
    displayName: text('display_name'),
    tier: userTier('tier').notNull().default('free'),
    tierExpiresAt: timestamp('tier_expires_at'),
    dailyOutputLimit: integer('daily_output_limit').notNull().default(10),
    createdAt: timestamp('created_at').notNull().defaultNow(),
  },
  (table) => [
    unique('users_email_key').on(table.email),
    check('users_daily_output_limit_check', sql`${table.dailyOutputLimit} >= 0`),
  ],
);

export const outputs = pgTable(
  'outputs',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    prompt: text('prompt').notNull(),
    status: outputStatus('status').notNull().default('queued'),
    settings: jsonb('settings').notNull().default({}),
    seed: integer('seed'),
    createdAt: timestamp('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('outputs_user_id_created_at_idx').on(table.userId, table.createdAt.desc()),
    index('outputs_unfinished_idx').on(table.createdAt).where(sql`${table.status} IN ('queued', 'running')`),
  ],
);

export const outputAsset = pgTable(
  'output_asset',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    outputId: uuid('output_id')
      .notNull()
      .references(() => outputs.id, { onDelete: 'cascade' }),
    url: text('url').notNull(),
    contentType: varchar('content_type', { length: 127 }).notNull().default('image/png'),
    width: integer('width'),
    height: integer('height'),
    createdAt: timestamp('created_at').defaultNow(),
    /** When the asset is to be removed automatically; NULL keeps it for ever. */
    persistUntil: timestamp('persist_until'),
    /** The soft-delete flag. It has three values: NULL means not removed. */
    isRemoved: boolean('is_removed').default(false),
  },
  (table) => [
    index('output_asset_output_id_idx').on(table.outputId),
    check('output_asset_dimensions_check', sql`${table.width} > 0 AND ${table.height} > 0`),
    index('output_asset_created_at_idx').on(table.createdAt),
    index('output_asset_persist_until_idx').on(table.persistUntil),
    index('output_asset_is_removed_idx').on(table.isRemoved),
  ],
);

export const referenceImages = pgTable(
  'reference_images',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id').references(() => users.id),
    outputId: uuid('output_id').references(() => outputs.id),
    imageUrl: text('image_url').notNull(),
    createdAt: timestamp('created_at').defaultNow(),
    isAvatar: boolean('is_avatar').default(false),
  },
  (table) => [
    index('reference_images_user_id_idx').on(table.userId),
    index('reference_images_output_id_idx').on(table.outputId),
    index('reference_images_is_avatar_idx').on(table.isAvatar),
  ],
);

export const usersRelations = relations(users, ({ many }) => ({
  outputs: many(outputs),
  referenceImages: many(referenceImages),
}));

export const outputsRelations = relations(outputs, ({ one, many }) => ({
  user: one(users, { fields: [outputs.userId], references: [users.id] }),
  assets: many(outputAsset),
  referenceImages: many(referenceImages),
}));

export const outputAssetRelations = relations(outputAsset, ({ one }) => ({
  output: one(outputs, { fields: [outputAsset.outputId], references: [outputs.id] }),
}));

export const referenceImagesRelations = relations(referenceImages, ({ one }) => ({
  user: one(users, { fields: [referenceImages.userId], references: [users.id] }),
  output: one(outputs, { fields: [referenceImages.outputId], references: [outputs.id] }),
}));

export type User = typeof users.$inferSelect;
export type NewUser = typeof users.$inferInsert;
export type Output = typeof outputs.$inferSelect;
export type NewOutput = typeof outputs.$inferInsert;
export type OutputAsset = typeof outputAsset.$inferSelect;
export type NewOutputAsset = typeof outputAsset.$inferInsert;
export type ReferenceImage = typeof referenceImages.$inferSelect;
export type NewReferenceImage = typeof referenceImages.$inferInsert;
