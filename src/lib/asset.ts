import { and, getTableColumns, isNull, or, type SQL, sql } from 'drizzle-orm';
import { type Instant, textOf, timestampOf } from './instant.ts';
import { type OutputAsset, outputAsset } from './schema.ts';

/** A row of `output_asset`: its times as exact UTC text, its flag with two values. */
export type Asset = Omit<OutputAsset, 'createdAt' | 'persistUntil' | 'isRemoved'> & {
  readonly createdAt: string | null;
  readonly persistUntil: string | null;
  readonly isRemoved: boolean;
};

/** An asset that has a time. */
export type Expiring = Asset & { readonly persistUntil: string };

export const assetFields = {
  ...getTableColumns(outputAsset),
  createdAt: textOf(outputAsset.createdAt),
  persistUntil: textOf(outputAsset.persistUntil),
  isRemoved: sql<boolean>`${outputAsset.isRemoved} IS TRUE`,
};

export const expiringFields = { ...assetFields, persistUntil: textOf<string>(outputAsset.persistUntil) };

/** Its time has passed; at the very instant, it has. NULL is no time, and never passes. */
const isExpired = (at?: Instant): SQL => sql`${outputAsset.persistUntil} <= ${timestampOf(at)}`;

/** The flag has three values, and NULL means not removed, which `= false` would lose. */
const isStanding = sql`${outputAsset.isRemoved} IS NOT TRUE`;

/** What a sweep is there for: expired, and not removed yet. */
export const isDue = (at?: Instant): SQL | undefined => and(isExpired(at), isStanding);

/** Neither removed nor expired. NOT of a comparison with NULL would be NULL, hence the two cases. */
export const isVisible = (at?: Instant): SQL | undefined =>
  and(
    isStanding,
    or(isNull(outputAsset.persistUntil), sql`${outputAsset.persistUntil} > ${timestampOf(at)}`),
  );
