/** Under this, every version of drizzle-orm keeps what a view is called and whether it is declared as `.existing()` (view-common.ts). */
const viewConfig = Symbol.for('drizzle:ViewBaseConfig');

/** A view or materialized view that a schema only refers to. */
export interface ExistingView {
  readonly schema: string;
  readonly name: string;
}

interface ViewConfig {
  readonly isExisting?: boolean;
  readonly schema?: string;
  readonly name: string;
}

/** The views among the exports of schema files that are said to exist, so that drizzle-kit makes none of them. */
export const existingViews = (exports: readonly unknown[]): ExistingView[] =>
  exports.flatMap((value) => {
    const config = isView(value) ? value[viewConfig] : undefined;
    return config?.isExisting ? [{ schema: config.schema ?? 'public', name: config.name }] : [];
  });

/** A schema file may export anything, such as a client that throws at whatever is read of it before it is connected. */
const isView = (value: unknown): value is { readonly [viewConfig]: ViewConfig } =>
  typeof value === 'object' && value !== null && viewConfig in value;
