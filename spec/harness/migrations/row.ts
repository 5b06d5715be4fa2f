import type { RuleId } from '../../../src/harness/checks/rules/registry.ts';

/** One migration, what is there before it, and what running it must find. */
export interface MigrationRow {
  /** A sentence: what the migration does wrong, or does right. */
  readonly name: string;
  /** What is there before; a table of orders, unless it says otherwise. */
  readonly base?: string;
  readonly up: string;
  readonly down: string;
  /** What is found of it: rules of running, or of a catalog that is not as before, such as `index-extra`. */
  readonly found: readonly (RuleId | `${string}-${'extra' | 'missing' | 'default' | 'not-null'}`)[];
}

/** A table with a key, one with a reference to it, and columns of the usual types. */
export const shop = `
CREATE TABLE customer (id integer PRIMARY KEY, email text NOT NULL, name varchar(40), joined timestamp NOT NULL);
CREATE TABLE orders (
  id integer PRIMARY KEY,
  customer_id integer NOT NULL REFERENCES customer (id),
  note text,
  code varchar(20) NOT NULL,
  amount numeric(10, 4) NOT NULL,
  pieces integer NOT NULL,
  placed timestamp NOT NULL,
  shipped timestamptz,
  parent integer
);
CREATE VIEW names AS SELECT id, name FROM customer;`;

/** The row's migration: its way up and its way back. */
export const row = (
  name: string,
  up: string,
  down: string,
  ...found: MigrationRow['found']
): MigrationRow => ({ name, up, down, found });
