import type { Kind } from '../../../../src/harness/model/identity.ts';

/** The database that a change is made to. */
export type Ground = 'application' | 'sink';

/**
 * SQL that runs in one transaction, or statements that each refuse one. One that is meant to fail leaves something
 * behind all the same.
 */
export type Change = string | { readonly alone: readonly (string | { readonly fails: string })[] };

/** One thing done to a database behind its migrations' back, and all that must be said of it. */
export interface Mutation {
  readonly sentence: string;
  readonly on: Ground;
  /** What was tampered with. */
  readonly kind: Kind;
  readonly change: Change;
  /** Rule and name of each finding: `index-missing public.x.y`. Their order means nothing. */
  readonly findings: readonly string[];
  /** The first server major that has what the row needs. */
  readonly since?: number;
}

/** Something done to a database that changes nothing anybody could mean. */
export interface Control {
  readonly sentence: string;
  readonly on: Ground;
  readonly change: Change;
}

export type Tampering = readonly [sentence: string, change: Change, ...findings: string[]];

/** The rows of one kind on one ground. */
export const mutations = (on: Ground, kind: Kind, rows: readonly Tampering[], since?: number): Mutation[] =>
  rows.map(([sentence, change, ...findings]) => ({
    sentence: `${on}, ${kind}: ${sentence}`,
    on,
    kind,
    change,
    findings,
    ...(since === undefined ? {} : { since }),
  }));

/** Controls on one ground. */
export const controls = (
  on: Ground,
  rows: readonly (readonly [sentence: string, change: Change])[],
): Control[] => rows.map(([sentence, change]) => ({ sentence: `${on}: ${sentence}`, on, change }));

/** Statements that each refuse a transaction. */
export const alone = (...statements: readonly (string | { readonly fails: string })[]): Change => ({
  alone: statements,
});

/** ALTER DATABASE wants a name, which a scratch database makes up. */
export const alterDatabase = (what: string): string =>
  `DO $do$ BEGIN EXECUTE format($sql$ALTER DATABASE %I ${what}$sql$, current_database()); END $do$`;
