import type { SequenceValue } from '../../../catalog/state/sequence-values.ts';
import { counted } from '../../../model/counted.ts';
import type { Finding } from '../../../model/finding.ts';
import { nameKey, printIdentity, printName } from '../../../model/identity.ts';
import { quoteName, quoteText } from '../../../postgres/connection.ts';
import { found } from '../../rules/found.ts';
import type { Correction } from './correction.ts';
import type { Unasked } from './database-state.ts';

/** Sequences that will give what a column of theirs holds already: of several columns, by the one that holds most. */
export function sequencesBehind(values: readonly SequenceValue[]): Correction[] {
  const farthest = new Map<string, SequenceValue>();
  for (const value of values.filter(isBehind)) {
    const key = nameKey(value.sequence);
    const known = farthest.get(key);
    if (!known || isFarther(value, known)) farthest.set(key, value);
  }
  return [...farthest.values()].map((value) => ({
    finding: toFinding(value),
    sql: setForward(value),
    does: 'alter',
  }));
}

const isFarther = (a: SequenceValue, b: SequenceValue): boolean =>
  (BigInt(a.reached ?? 0) - BigInt(b.reached ?? 0)) * BigInt(a.increment) > 0n;

const nextOf = ({ last, isCalled, increment }: SequenceValue): bigint =>
  isCalled ? BigInt(last) + BigInt(increment) : BigInt(last);

/**
 * Whether a sequence comes to what its column holds farthest in its direction: it is not past it, does not end before it, and
 * does not step over it, as where several servers share the numbers.
 */
function isBehind(value: SequenceValue): boolean {
  if (value.reached === null) return false;
  const [next, step, end] = [nextOf(value), BigInt(value.increment), BigInt(value.end)];
  const isReached = (to: bigint): boolean => (step > 0n ? next <= to : next >= to);
  const reached = BigInt(value.reached);
  return (
    isReached(reached) && (step > 0n ? reached <= end : reached >= end) && (reached - next) % step === 0n
  );
}

function toFinding(value: SequenceValue): Finding {
  const { sequence, column, reached, partitions } = value;
  const id = { ...sequence, kind: 'sequence' } as const;
  return found(
    'sequence-behind',
    id,
    `${printIdentity(id)} gives ${nextOf(value)} next, and ${printName(column)} holds ${reached} already: inserts fail${partitions === null ? '' : ', or a number is given twice,'} once it comes to what is there`,
    { advice: `SELECT ${setval(value)}` },
  );
}

/** What a sequence gives next, it gives although it was set to it. */
const setval = (value: SequenceValue): string => `setval(${quoteText(relation(value))}, ${value.reached})`;

const relation = ({ sequence }: SequenceValue): string =>
  [sequence.schema ?? '', sequence.name].map(quoteName).join('.');

/** A sequence may have gone on since it was read: it is never set back. */
const setForward = (value: SequenceValue): string =>
  `SELECT pg_catalog.${setval(value)} FROM ${relation(value)} WHERE last_value ${value.increment.startsWith('-') ? '>=' : '<='} ${value.reached}`;

/** What is to be said of sequences that were not asked. */
export function notAsked(unasked: readonly Unasked[]): string[] {
  const sequences = new Map<string, Set<string>>();
  for (const { column, why } of unasked)
    sequences.set(why, (sequences.get(why) ?? new Set()).add(nameKey(column.sequence)));
  return [...sequences].map(
    ([why, { size }]) =>
      `not compared: how far ${counted(size, 'sequence')} ${size === 1 ? 'has' : 'have'} come: ${why}`,
  );
}
