/** What tests of a project's migrations may be told. */
export interface TestOptions {
  /** Where scratch databases are made: `auto` (the default), `container`, `embedded`, or the URL of a server. */
  readonly server?: string;
  /** The image of a container, such as `postgres:18-alpine`. */
  readonly image?: string;
  /** The least severity that fails a test: `warning` when absent. */
  readonly failOn?: 'info' | 'warning' | 'breaking';
  /** How many rows each table has before a migration; 20 when absent, 0 for none. */
  readonly rows?: number;
  /** What the rows are made from; a new one when absent, fixed where CI is set. */
  readonly seed?: number;
  /** Whether to measure what migrations cost; true when absent. */
  readonly cost?: boolean;
}

/**
 * Turns the history of a project into named tests, such as "0008 applies to what stands before it" and "0008_down leaves no trace".
 * `config` is the path of its drizzle config, from the working directory. Call it at the top of a spec file and wait for
 * it: `await testMigrations('drizzle.config.ts')`. Throws when the config or the migrations folder cannot be read.
 */
export declare function testMigrations(config: string, options?: TestOptions): Promise<void>;

/** What an object is called: `index`, `public`, `orders`, `orders_note_idx`. */
export interface Identity {
  readonly kind: string;
  readonly schema?: string;
  readonly table?: string;
  readonly name: string;
}

/** The objects of a database, each with its attributes. */
export interface Catalog {
  readonly server: { readonly version: string };
  readonly objects: readonly {
    readonly id: Identity;
    readonly attributes: Readonly<Record<string, unknown>>;
  }[];
}

/** Reads the catalog of a database, in one read-only transaction. Drizzle's own ledger is left out. */
export declare function readCatalog(url: string): Promise<Catalog>;

interface CatalogMatchers<R> {
  /** Two catalogs hold the same objects with the same attributes; a failure lists what differs. */
  toEqualCatalog(expected: Catalog): R;
  /** A catalog holds an object, printed as `index public.orders.orders_note_idx`, with at least these attributes. */
  toHaveObject(printed: string, attributes?: Readonly<Record<string, unknown>>): R;
}

declare module 'vitest' {
  // The parameter has to be named as it is in vitest.
  interface Assertion<T> extends CatalogMatchers<T> {}
}
