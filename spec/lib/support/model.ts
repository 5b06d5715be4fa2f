import type { Moment } from './moment.ts';

export interface OutputRow {
  readonly id: string;
  readonly userId: string;
}

export interface AssetRow {
  readonly id: string;
  readonly outputId: string;
  readonly url: string;
  readonly createdAt: Moment | null;
  persistUntil: Moment | null;
  isRemoved: boolean | null;
}

export interface ReferenceRow {
  readonly id: string;
  readonly userId: string | null;
  readonly outputId: string | null;
  readonly imageUrl: string;
  readonly createdAt: Moment | null;
  isAvatar: boolean | null;
}

/** What the tables hold. */
export interface Rows {
  users: string[];
  outputs: OutputRow[];
  assets: AssetRow[];
  references: ReferenceRow[];
}

/** The rows and what time it is. */
export interface Model extends Rows {
  clock: Moment;
}

/** The rows alone, in the order of their ids. */
export const rowsOf = ({ users, outputs, assets, references }: Rows): Rows => ({
  users: [...users].sort(),
  outputs: byId(outputs),
  assets: byId(assets),
  references: byId(references),
});

type Timed = Pick<AssetRow, 'persistUntil'>;
type Flagged = Pick<AssetRow, 'isRemoved'>;

export const isRemoved = ({ isRemoved }: Flagged): boolean => isRemoved === true;

export const isExpired = ({ persistUntil }: Timed, at: Moment): boolean =>
  persistUntil !== null && persistUntil <= at;

export const isVisible = (asset: Timed & Flagged, at: Moment): boolean =>
  !isRemoved(asset) && !isExpired(asset, at);

export const isDue = (asset: Timed & Flagged, at: Moment): boolean =>
  !isRemoved(asset) && isExpired(asset, at);

export const recent = ({ assets }: Rows, at: Moment): AssetRow[] =>
  assets.filter((asset) => isVisible(asset, at)).sort(recentFirst);

export const visibleTo = (rows: Rows, userId: string, at: Moment): AssetRow[] => {
  const own = new Set(rows.outputs.filter((output) => output.userId === userId).map(({ id }) => id));
  return recent(rows, at).filter(({ outputId }) => own.has(outputId));
};

export const due = ({ assets }: Rows, at: Moment): AssetRow[] =>
  assets
    .filter((asset) => isDue(asset, at))
    .sort((a, b) => ascending(a.persistUntil ?? 0n, b.persistUntil ?? 0n) || ascending(a.id, b.id));

export const referencesOf = ({ references }: Rows, wanted: (each: ReferenceRow) => boolean): ReferenceRow[] =>
  references.filter(wanted).sort(recentFirst);

/** Marks what is due and returns it. */
export function sweep(model: Rows, at: Moment): AssetRow[] {
  const marked = due(model, at);
  for (const asset of marked) asset.isRemoved = true;
  return marked;
}

/** What a function returns of a row: a flag has two values there. */
export const seen = (asset: AssetRow): AssetRow => ({ ...asset, isRemoved: isRemoved(asset) });

export const seenReference = (reference: ReferenceRow): ReferenceRow => ({
  ...reference,
  isAvatar: reference.isAvatar === true,
});

export const byId = <Row extends { readonly id: string }>(rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => ascending(a.id, b.id));

/** The ids of some rows, in their order. */
export const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id).sort();

const ascending = <Value extends bigint | string>(a: Value, b: Value): number => (a < b ? -1 : a > b ? 1 : 0);

/** NULL is more recent than any time, as in Postgres's DESC. */
function recentFirst(a: Pick<AssetRow, 'createdAt' | 'id'>, b: Pick<AssetRow, 'createdAt' | 'id'>): number {
  if (a.createdAt === b.createdAt) return ascending(b.id, a.id);
  if (a.createdAt === null) return -1;
  if (b.createdAt === null) return 1;
  return ascending(b.createdAt, a.createdAt);
}
