import type { Example } from './bench.ts';

/** A migration that fails on some rows only, or treats some of them wrongly, and one close to it that is right. */
export interface CloseCall {
  readonly name: string;
  readonly before: string;
  /** An up, and its down. */
  readonly bad: readonly [up: string, down: string];
  /** The rule that says so. */
  readonly rule: string;
  readonly good: readonly [up: string, down: string];
}

export const exampleOf = ({ before }: CloseCall, [up, down]: CloseCall['bad']): Example => ({
  before,
  up,
  down,
});

export const table = (columns: string): string => `CREATE TABLE t (id serial PRIMARY KEY, ${columns});`;
export const dropCheck = 'ALTER TABLE t DROP CONSTRAINT t_check;';
export const check = (expression: string, how = ''): string =>
  `ALTER TABLE t ADD CONSTRAINT t_check CHECK (${expression})${how};`;
export const unique = (key: string): string => `CREATE UNIQUE INDEX t_key ON t (${key});`;
export const index = (key: string): string => `CREATE INDEX t_key ON t (${key});`;
export const dropIndex = 'DROP INDEX t_key;';

export const fails = 'migration-fails-on-rows';
export const changes = 'migration-changes-rows';
export const people = table('a text');
export const dropB = 'ALTER TABLE t DROP COLUMN b;';
