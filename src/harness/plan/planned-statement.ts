import type { Identity } from '../model/identity.ts';

/** What a label is called before, and after. */
export type Label = readonly [was: string, is: string];

/** One SQL statement of a plan, without a semicolon. */
export interface PlannedStatement {
  readonly sql: string;
  /** The object that it makes, alters or drops. */
  readonly about: Identity;
  readonly does: 'drop' | 'alter' | 'create';
  /** What it is called before, where the statement gives it its name. */
  readonly renames?: Identity;
  /** The label of an enum that it gives another name: rows have that instead, and nothing is lost. */
  readonly label?: Label;
  /** What is lost with it and cannot be made again from definitions, in words; absent where nothing is. */
  readonly loses?: string;
  /** What does the same where others write meanwhile: a statement by itself, outside of a transaction block. */
  readonly online?: string;
  /** Whether it needs more than the owner of the object may: mostly a superuser; it then holds names and no other text of the database. */
  readonly privileged?: boolean;
}

/** A part of the differences that no SQL of ours removes, and why. */
export interface Unplanned {
  readonly about: Identity;
  readonly attribute?: string;
  readonly reason: string;
}

/** Ordered statements that turn one database into another, and what they leave. */
export interface Plan {
  readonly statements: readonly PlannedStatement[];
  readonly unplanned: readonly Unplanned[];
}
