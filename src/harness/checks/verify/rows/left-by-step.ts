import type { Kept } from '../../../catalog/kept-expressions.ts';
import type { Identity } from '../../../model/identity.ts';
import { keyOf, printName } from '../../../model/identity.ts';
import type { Contents } from '../../../rows/contents.ts';
import { rowChangesBetween } from '../../../rows/row-changes.ts';
import { StepFailure } from '../../../runner/failure.ts';
import { columnOf, short } from './value-words.ts';

/** What a step left in the tables, and what objects keep where that is asked; or why it failed. */
export type Left = { readonly contents: Contents; readonly kept: readonly Kept[] } | StepFailure;

/** What is otherwise than what a step leaves in the usual session, and of what. */
export interface Different {
  readonly what: string;
  /** The same for what is otherwise in the same place, whatever the values. */
  readonly key: string;
  readonly about?: Identity;
  /** The value that the usual session gives. */
  readonly value?: string | undefined;
  /** Of what is no value of a row, but something that a definition says. */
  readonly severity?: 'warning' | 'info';
}

/** Nothing where the step fails in the usual session already. */
export function differencesOf(own: Left, other: Left): readonly Different[] {
  if (own instanceof StepFailure) return [];
  if (other instanceof StepFailure) return [{ what: `fails: ${other.reason}`, key: 'fails' }];
  return [...rowsThatDiffer(own.contents, other.contents), ...keptOtherwise(own.kept, other.kept)];
}

const rowsThatDiffer = (own: Contents, other: Contents): Different[] =>
  rowChangesBetween(own, other).flatMap((change): Different[] => {
    const { schema, table, gone, extra } = change;
    const place = { schema, table };
    const changed = change.changed.map(({ column, before, after }) => ({
      about: { kind: 'column', ...place, name: column } as const,
      key: JSON.stringify([schema, table, column]),
      what: `gives ${columnOf(change, column)} other values, such as ${short(after ?? 'NULL')} for ${short(before)}`,
      value: before,
    }));
    if (gone + extra === 0) return changed;
    const name = printName({ schema, name: table });
    const about = { kind: 'table', schema, name: table } as const;
    return [
      ...changed,
      { about, key: JSON.stringify([schema, table]), what: `leaves other rows in ${name}` },
    ];
  });

/** Dates as bounds of partitions are everywhere, and mean the zone of whoever migrates: they are an info, and come last. */
function keptOtherwise(own: readonly Kept[], other: readonly Kept[]): Different[] {
  const others = new Map(other.map(({ about, text }) => [keyOf(about), text]));
  const different = own.flatMap(({ about, text }): Different[] => {
    const otherwise = others.get(keyOf(about)) ?? text;
    const what = `keeps other values in the ${about.kind} ${printName(about)}, such as ${short(otherwise)} for ${short(text)}`;
    const severity = about.kind === 'table' ? 'info' : 'warning';
    return otherwise === text ? [] : [{ about, key: `kept ${keyOf(about)}`, what, severity }];
  });
  return different.sort((a, b) => Number(a.severity === 'info') - Number(b.severity === 'info'));
}
