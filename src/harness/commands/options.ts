import type { ServerChoice } from '../postgres/server.ts';

/** One of several runs that share the targets. */
export interface Shard {
  readonly part: number;
  readonly of: number;
}

/** What a command is told, with defaults filled in. */
export interface Options extends ServerChoice {
  readonly config?: string;
  readonly url?: string;
  /** Which of the targets in the settings: their names, in which `*` stands for any text; all when absent. */
  readonly target?: readonly string[];
  /** Only each `of`th target, from the `part`th on, as one of so many runs. */
  readonly shard?: Shard;
  /** How many targets `drift` reads at once. */
  readonly atOnce?: number;
  /** How long, in seconds, a server may take for one answer, and the project's own code to load. */
  readonly timeout?: number;
  /** Whether `status` fails when migrations are pending. */
  readonly pending?: 'ok' | 'fails';
  /** What the migration of `adopt` is called, after its number. */
  readonly name?: string;
  /** The command whose findings `baseline` takes for known, and whether it adds new ones to a baseline that is there. */
  readonly for?: 'history' | 'verify' | 'drift';
  readonly update?: boolean;
  /** The migrations whose downs `down` drafts; all that have none when empty. */
  readonly tags?: readonly string[];
  /** Whether `adopt` and `down` write their files. */
  readonly write?: boolean;
  /** Whether `init` only tells what it would write. */
  readonly dryRun?: boolean;
  /** Whether `drift` plans what makes the database what it should be, as `repair` does. */
  readonly plan?: boolean;
  /** `verify` tries the migrations after this one only, or those that this git ref does not have as they are. */
  readonly since?: string;
  readonly base?: string;
  /** How many rows `verify` puts into each table. */
  readonly rows?: number;
  /** The seed of its rows; chosen when absent. */
  readonly seed?: number;
  /** Whether `verify` measures what migrations cost, and how many rows the tables have in each run. */
  readonly cost?: boolean;
  readonly sizes?: readonly number[];
}

/** The least and the greatest of what is a whole number. */
export const ranges = {
  rows: [0, 10_000],
  seed: [0, 2 ** 31 - 1],
  timeout: [1, 86_400],
  atOnce: [1, 100],
} as const;

export const mostRows = 1_000_000;

/** Whether two numbers of rows can be measured at: the smaller first. */
export const areSizes = ([small = 0, large = 0, ...more]: readonly number[]): boolean =>
  more.length === 0 &&
  [small, large].every(Number.isInteger) &&
  small >= 1 &&
  small < large &&
  large <= mostRows;

/** Defaults of the options of `verify`. */
export const verifyDefaults = {
  rows: 20,
  cost: true,
  sizes: [1000, 10_000],
} as const satisfies Partial<Options>;

/** How many targets are read at once where nobody says. */
export const targetsAtOnce = 8;

/** CI repeats the same rows on every run; people get new ones. */
export const seedOfCi = 1;

/** The same in milliseconds; nothing where the defaults are to hold. */
export const timeoutMsOf = ({ timeout }: Options): number | undefined =>
  timeout === undefined ? undefined : timeout * 1000;
