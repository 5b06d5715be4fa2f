/** One way in which two databases differ, and what the reader and the differ must say of it, neither more nor less. */
export interface DriftRow {
  readonly sentence: string;
  /** SQL that both sides start with. */
  readonly base?: string;
  readonly declared: Side;
  readonly live: Side;
  /** As {@link printDifference} writes them, in key order, after folding. */
  readonly differences: readonly string[];
  /** The first server major that has what the row needs; an older server is not given the row. */
  readonly since?: number;
}

/** Something done to a database that has something of every kind, which must not show in its catalog at all. */
export interface Control {
  readonly sentence: string;
  readonly change: Side;
  readonly since?: number;
  /** Why pg_dump shows what the catalog leaves out on purpose. */
  readonly shownByDump?: string;
}

/** SQL that runs in one transaction, or statements that each refuse one. */
export type Side = string | { readonly alone: readonly (string | { readonly fails: string })[] };

/** ALTER DATABASE wants a name, which a scratch database makes up. */
export const alterDatabase = (what: string, before = ''): string =>
  `DO $do$ BEGIN EXECUTE format($sql$ALTER ${before} DATABASE %I ${what}$sql$, current_database()); END $do$;`;
