import type { Kind } from '../../../../src/harness/model/identity.ts';
import type { Mutation } from '../rows/row.ts';

/** A drift of what few projects have, told once for the corpus and for the rows of the reader. */
export interface RareDrift {
  readonly kind: Kind;
  readonly sentence: string;
  /** What is done to what the sink's last migration has made. */
  readonly change: string;
  /** What the reader and the differ must say of it, as `printDifference` writes it, in key order. */
  readonly differences: readonly string[];
  readonly since?: number;
}

type Told = readonly [sentence: string, change: string, ...differences: string[]];

/** The drifts of one kind. */
export const drifts = (kind: Kind, rows: readonly Told[], since?: number): RareDrift[] =>
  rows.map(([sentence, change, ...differences]) => ({
    kind,
    sentence: `${kind}: ${sentence}`,
    change,
    differences,
    ...(since === undefined ? {} : { since }),
  }));

/** The same as a row of the corpus. */
export const toMutation = ({ sentence, differences, ...rest }: RareDrift): Mutation => ({
  ...rest,
  sentence: `sink, ${sentence}`,
  on: 'sink',
  findings: differences.map(findingOf),
});

/** A difference as the finding that it becomes: `publication-via-root hand_feed`. */
function findingOf(difference: string): string {
  const [, type = '', kind = '', name = '', attribute = ''] =
    /^(changed) (\S+) (.*?) (\w+): |^(missing|extra) (\S+) (.*)$/s.exec(difference)?.filter(Boolean) ?? [];
  return type === 'changed' ? `${kind}-${kebab(attribute)} ${name}` : `${kind}-${type} ${name}`;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
