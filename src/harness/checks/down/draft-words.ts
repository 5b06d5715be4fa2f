import { printIdentity } from '../../model/identity.ts';
import type { Draft } from './draft-downs.ts';
import type { Proof } from './prove-downs.ts';

/** Why a draft does not take its migration back; nothing where it does. */
export function reasonsOf({ statements, unplanned, refused, remarks }: Draft, proof: Proof): string[] {
  if (statements.length + unplanned.length + refused.length === 0)
    return [
      remarks.notTakenBack.length > 0
        ? 'its up changes rows and nothing else: only you know what they were'
        : 'its up leaves the catalog as it is, so there is nothing to take back',
    ];
  const found = [...proof.traces, ...proof.unanswered].map(({ message }) => message);
  if (found.length + refused.length === 0) return [];
  return [
    ...refused.map(({ statement, reason }) => `the server refuses ${statement.sql}: ${reason}`),
    ...unplanned.map(unplannedWords),
    ...found,
  ];
}

/** What a drafted file begins with: what it loses comes first. */
export function headerOf(
  { remarks, unplanned }: Draft,
  { values }: Proof,
  provedOn: string | undefined,
): string[] {
  const { loses, keeps, restoresEmpty, notTakenBack } = remarks;
  return [
    loses.length === 0 ? 'Loses nothing that its up did not make.' : `Loses ${loses.join('; ')}.`,
    ...keeps.map((sql) => `To keep a copy, run this before: ${sql};`),
    ...restoresEmpty.map((name) => `Brings back the ${name} without the values that the up dropped.`),
    ...notTakenBack.map((what) => `Does not take back ${what}`),
    ...values.filter(({ severity }) => severity !== 'info').map(({ message }) => `With rows: ${message}.`),
    ...unplanned.map((each) => `Leaves ${unplannedWords(each)}.`),
    provedOn === undefined
      ? 'Drafted by driftproof, and NOT PROVED.'
      : `Drafted by driftproof; proved on Postgres ${provedOn}: up, down and up again.`,
  ];
}

const unplannedWords = ({ about, attribute, reason }: Draft['unplanned'][number]): string =>
  `${printIdentity(about)}${attribute === undefined ? '' : ` (${attribute})`}: ${reason}`;
