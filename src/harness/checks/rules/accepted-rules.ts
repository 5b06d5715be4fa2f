import { blaming } from './rule.ts';

/** Every rule about the lists of what is accepted and known. */
export const acceptedRules = blaming('history', {
  'accepted-expired': {
    severity: 'warning',
    means: 'an accepted difference whose last day has passed',
    advice: 'fix the difference, or give the entry a later date',
  },
  'accepted-unused': {
    severity: 'warning',
    means: 'an entry that matches no difference any more',
    advice: 'remove the entry',
  },
  'baseline-stale': {
    severity: 'warning',
    means: 'an entry of the baseline that knows more than there is',
    advice: 'run driftproof baseline, which takes it out',
  },
});
