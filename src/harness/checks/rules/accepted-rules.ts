import { blaming } from './rule.ts';

/** Every rule about the list of accepted differences. */
export const acceptedRules = blaming('history', {
  'accepted-expired': {
    severity: 'warning',
    means: 'a difference was accepted until a day that is past',
    advice: 'fix the difference, or give the entry another day',
  },
  'accepted-unused': {
    severity: 'warning',
    means: 'an accepted difference is not there any more',
    advice: 'take the entry out',
  },
});
