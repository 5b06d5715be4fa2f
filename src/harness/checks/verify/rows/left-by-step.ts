import type { Identity } from '../../../model/identity.ts';
import { printName } from '../../../model/identity.ts';
import type { Contents } from '../../../rows/contents.ts';
import { rowChangesBetween } from '../../../rows/row-changes.ts';
import { StepFailure } from '../../../runner/failure.ts';
import { columnOf, short } from './value-words.ts';

/** What a step left in the tables, or why it failed. */
export type Left = Contents | StepFailure;

/** What is otherwise than what a step leaves in the usual session, and of what. */
export interface Different {
  readonly what: string;
  /** The same for what is otherwise in the same place, whatever the values. */
  readonly key: string;
  readonly about?: Identity;
  /** The value that the usual session gives. */
  readonly value?: string | undefined;
}

/** Nothing where the step fails in the usual session already. */
export function differencesOf(own: Left, other: Left): readonly Different[] {
  if (own instanceof StepFailure) return [];
  if (other instanceof StepFailure) return [{ what: `fails: ${other.reason}`, key: 'fails' }];
  return rowChangesBetween(own, other).flatMap((change): Different[] => {
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
}
