import { refused } from '../plan-family.ts';

/** An index of a partition may have any name, and a plan knows none. */
export const ofParts = () =>
  refused('what the index of a partition has of its own is given to that, by its name there');
