import type { Catalog } from '../../src/harness/model/catalog.ts';
import { ifRefused } from '../../src/harness/postgres/errors.ts';
import { allControls } from '../harness/corpus/controls/all.ts';
import { findingsBetween, nameOf } from '../harness/corpus/findings.ts';
import { corpus } from '../harness/corpus/rows/all.ts';
import type { Control, Mutation } from '../harness/corpus/rows/row.ts';
import type { Grounds } from './grounds.ts';

/** What is found when what is expected comes from one major, and the live database is of another. */
export interface Outcome {
  /** How many drifts the live database was given. */
  readonly drifts: number;
  /** Sentences of those that were not found, or not all of it. */
  readonly missed: readonly string[];
  /** What was found beside: `sentence: rule name`. */
  readonly falseFindings: readonly string[];
  /** Sentences of what the live database refused. */
  readonly refused: readonly string[];
}

type Tampering = Control & Partial<Pick<Mutation, 'findings' | 'since'>>;

/** Two databases that nobody touched, then every drift and control that the live server's major can be given. */
export async function compareMajors(
  expected: Grounds,
  live: Grounds,
  rows: readonly Tampering[] = [...corpus, ...allControls],
): Promise<Outcome> {
  const outcome = {
    drifts: 0,
    missed: [] as string[],
    falseFindings: [] as string[],
    refused: [] as string[],
  };
  for (const row of rows) {
    const catalog = await live[row.on].after(row.change).catch(ifRefused(undefined));
    if (!catalog) {
      outcome.refused.push(row.sentence);
      continue;
    }
    const wanted = row.findings ?? [];
    const found = await namesBetween(expected, row, catalog);
    if (wanted.length > 0) outcome.drifts++;
    if (wanted.some((name) => !found.includes(name))) outcome.missed.push(row.sentence);
    for (const name of found.filter((each) => !wanted.includes(each)))
      outcome.falseFindings.push(`${row.sentence}: ${name}`);
  }
  return outcome;
}

async function namesBetween(expected: Grounds, { on }: Tampering, actual: Catalog): Promise<string[]> {
  const { untouched, database } = expected[on];
  return (await findingsBetween(untouched, actual, database)).map(nameOf);
}

/** What undoes, or does again, something that the kitchen sink of Postgres 14 does not have. */
export const meaningless14: readonly string[] = [
  'sink, unique: nulls distinct again',
  'sink, unique: composite, nulls distinct again',
  'sink, unique: composite, in another order',
  'sink, index: nulls distinct again',
  'sink, view: as whoever made it',
  'sink: views replaced by themselves',
];

/** MAINTAIN is a privilege from 17 on, and NOT NULL of a domain has a name. */
export const meaningless16: readonly string[] = [
  'sink, grant: to maintain a table',
  'sink, domain: whose NOT NULL was renamed',
  'sink, domain: a comment on its NOT NULL',
  'sink, domain: NOT NULL again, with a name that nobody chose',
];

/**
 * The older version of pgcrypto is the one that servers before 18 bring, and members are compared only within one version.
 * Servers before 18 keep no names of NOT NULL.
 */
export const meaningless17: readonly string[] = [
  'sink, extension: of an older version',
  'sink, extension-member: a function that may give another answer each time',
  'sink, extension-member: another owner',
  'sink, extension-member: a function taken out of the extension, and dropped',
  'sink, column: whose NOT NULL was renamed',
  'sink, column: a comment on its NOT NULL',
  'sink, column: NOT NULL again, with a name that nobody chose',
];

/** The rows that mean something between two majors, and that the live one can be given. */
export function rowsBetween(expected: number, live: number): readonly Tampering[] {
  const older = Math.min(expected, live);
  const meaningless = [
    ...(older < 15 ? meaningless14 : []),
    ...(older < 17 ? meaningless16 : []),
    ...(older < 18 ? meaningless17 : []),
  ];
  const given = corpus.filter(({ since = 0 }) => since <= live);
  return [...given, ...allControls].filter(({ sentence }) => !meaningless.includes(sentence));
}
