import type { Severity } from '../model/finding.ts';
import type { ServerChoice } from '../postgres/server.ts';

/** What the command line says, with defaults filled in. */
export interface Options extends ServerChoice {
  readonly config?: string;
  readonly format: string;
  readonly output?: string;
  readonly color: boolean;
  readonly quiet?: boolean;
  readonly failOn: Severity;
  readonly url?: string;
  /** How long, in seconds, a server may take for one answer, and the project's own code to load. */
  readonly timeout?: number;
  /** What a part without an answer counts as: an error, which outranks every finding, or a finding. */
  readonly incomplete?: 'error' | 'finding';
  /** Whether `status` fails when migrations are pending. */
  readonly pending?: 'ok' | 'fails';
  /** How many rows `verify` puts into each table. */
  readonly rows?: number;
  /** The seed of its rows; chosen when absent. */
  readonly seed?: number;
  /** Whether `verify` measures what migrations cost, and how many rows the tables have in each run. */
  readonly cost?: boolean;
  readonly sizes?: readonly number[];
}

/** Defaults of the options of `verify`. */
export const verifyDefaults = {
  rows: 20,
  cost: true,
  sizes: [1000, 10_000],
} as const satisfies Partial<Options>;

/** The same in milliseconds; nothing where the defaults are to hold. */
export const patienceOf = ({ timeout }: Options): number | undefined =>
  timeout === undefined ? undefined : timeout * 1000;
