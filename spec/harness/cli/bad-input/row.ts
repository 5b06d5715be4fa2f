import { configOf, type Files, historyOf } from '../../../support/projects.ts';

/** One kind of bad input, and the one line that is said of it. */
export interface BadInput {
  readonly name: string;
  /** Files of the project, over those of a good one. */
  readonly files?: Files;
  /** The command line, where it is not `history`. */
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What is said after `driftproof: `; paths are from the project's folder. */
  readonly line: string | RegExp;
}

/** A project in which nothing is wrong. */
export const goodProject: Files = {
  ...configOf("export const t = d.pgTable('t', { id: d.integer().primaryKey() });"),
  ...historyOf(['CREATE TABLE t (id integer PRIMARY KEY);', 'DROP TABLE t;']),
};

/** The file that exports a value. */
export const exporting = (value: string): string => `export default ${value};`;
