import { rareBase, rareDrifts } from '../../corpus/rare/all.ts';
import { aSubscription, subscriptions } from '../../corpus/rare/replication.ts';
import type { DriftRow } from './row.ts';

/** What few projects have, as in the corpus. */
export const rare: readonly DriftRow[] = rareDrifts.map(({ change, kind: _, ...row }) => ({
  ...row,
  base: rareBase,
  declared: '',
  live: change,
}));

export const subscribed: readonly DriftRow[] = subscriptions.map(([sentence, live, difference, since]) => ({
  sentence: `subscription: ${sentence}`,
  base: `${aSubscription};`,
  declared: '',
  live,
  differences: [difference],
  ...(since === undefined ? {} : { since }),
}));

const labelled = (label: string): string =>
  `INSERT INTO pg_seclabel (objoid, classoid, objsubid, provider, label)
   VALUES ('public'::regnamespace, 'pg_namespace'::regclass, 0, 'provider', '${label}')`;

export const labels: readonly DriftRow[] = [
  {
    sentence: 'security-label: another, on what initdb has made',
    declared: labelled('one'),
    live: labelled('two'),
    differences: ['changed security-label of provider on schema public label: one → two'],
  },
];
