/** What `verify` is asked to try, by the words of the table. */
export const tryings: Readonly<Record<string, readonly string[]>> = {
  'without rows and cost': ['--no-cost', '--rows', '0'],
  'with rows': ['--no-cost'],
  'with cost': ['--rows', '0'],
  'as it comes': [],
};

/** A made history: its first migrations, with downs or without. */
export interface HistoryCase {
  readonly words: string;
  readonly migrations: number;
  readonly downs: boolean;
  /** How many of the tryings are asked of it. */
  readonly most?: number;
}

/** Sixty tables in 186 migrations, as a real project has them; and a shorter history has fewer of both. */
export const tablesOf = (migrations: number): number => Math.round((migrations * 60) / 186);

export const histories: readonly HistoryCase[] = [
  { words: '30 migrations', migrations: 30, downs: false },
  { words: '60 migrations', migrations: 60, downs: false },
  { words: '186 migrations', migrations: 186, downs: false },
  { words: '186 migrations with downs', migrations: 186, downs: true },
];

export const longHistory: HistoryCase = {
  words: '1,000 migrations',
  migrations: 1000,
  downs: false,
  most: 1,
};
