/** Under this, every version of drizzle-orm keeps what a view is called and whether it is declared as `.existing()` (view-common.ts). */
const viewConfig = Symbol.for('drizzle:ViewBaseConfig');

/** A view or materialized view that a schema only refers to. */
export interface ExistingView {
  readonly schema: string;
  readonly name: string;
}

/** The views among the exports of schema files that are said to exist, so that drizzle-kit makes none of them. */
export const existingViews = (exports: readonly unknown[]): ExistingView[] =>
  exports.flatMap((value) => {
    const config = typeof value === 'object' && value !== null ? Reflect.get(value, viewConfig) : undefined;
    return config?.isExisting ? [{ schema: config.schema ?? 'public', name: String(config.name) }] : [];
  });
