import type { Identity } from './identity.ts';

/** One statement of a plan for a live database, and what came of trying it. */
export interface StatementReport {
  readonly sql: string;
  /** What it makes, alters or drops. */
  readonly object: Identity;
  readonly does: 'drop' | 'alter' | 'create';
  /** Whether it is run in one transaction with those beside it, or by itself. */
  readonly inTransaction: boolean;
  /** Whether it needs more than the owner of the object may: mostly a superuser. */
  readonly privileged: boolean;
  /** What it destroys, in words; null where that is nothing. */
  readonly loses: string | null;
  /** What the server said where tables had rows, if it refused it; null where it did not. */
  readonly failsOnRows: string | null;
  /** Why it may not lead where it should; null where that is proved. */
  readonly unproved: string | null;
}

/** What no statement of a plan does, and why. */
export interface UnplannedReport {
  readonly object: Identity;
  readonly attribute: string | null;
  readonly reason: string;
}

/** Statements that make a live database what it should be. They are printed, and never run there. */
export interface PlanReport {
  /** `host:port/database`. */
  readonly target: string;
  /** The last migration that the database has applied; null for none, and where the schema alone is compared. */
  readonly upTo: string | null;
  /** What the database is like, and what it should be like: equal fingerprints, equal catalogs. */
  readonly fingerprints: { readonly live: string; readonly expected: string };
  /** The version of the server on which the plan was tried. */
  readonly triedOn: string;
  /** What the session begins with that runs the statements. */
  readonly preamble: readonly string[];
  /** In the order in which they work; what destroys something, and what needs that, comes after the rest. */
  readonly statements: readonly StatementReport[];
  /** How many of them come before the first that destroys something. */
  readonly safe: number;
  readonly unplanned: readonly UnplannedReport[];
  /** Tables that had no rows, or too few, when it was tried. */
  readonly unfilled: readonly string[];
}
