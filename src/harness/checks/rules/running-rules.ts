import { costRules } from './cost-rules.ts';
import { blaming } from './rule.ts';

const stepRules = blaming('migration', {
  'migration-fails': {
    severity: 'breaking',
    means: 'an up that the server refuses: what it and those after it lead to is not known',
    advice: 'correct the statement',
  },
  'could-not-tell': {
    severity: 'breaking',
    means: 'a part of the question has no answer, for the reason given; the other parts have theirs',
    advice: 'correct it, and run again',
  },
  'migration-step-fails': {
    severity: 'breaking',
    means: 'a down, or an up after it, that the server refuses',
    advice: 'correct the statement',
  },
  'migration-runs-outside-transaction': {
    severity: 'breaking',
    means: 'works statement by statement only: if it fails half way, what ran before is kept (a down: info)',
    advice: 'if it fails half way, what ran before is kept: use what can run in a transaction',
  },
  'migration-needs-own-transaction': {
    severity: 'warning',
    means:
      "Drizzle's migrator, which runs all that is pending in one transaction, cannot build an empty database",
    advice:
      'deployed one after another the migrations work; for new databases, make one of them that needs no commit before it',
  },
  'migration-column-slots': {
    severity: 'info',
    means: 'how often one database can take a migration: dropped columns keep their slots',
    advice: 'dropped columns keep their slots: cycle on clones, or recreate the table',
  },
});

const rowRules = blaming('migration', {
  'migration-fails-on-rows': {
    severity: 'breaking',
    means: 'an up that works on empty tables and fails on rows: the smallest are shown',
    advice: 'make the rows fit before the statement, or let it ask nothing of those that are there',
  },
  'migration-changes-rows': {
    severity: 'breaking',
    means: 'an up that deletes rows, or changes or cuts values of columns that stay',
    advice: 'keep what is there, or make a new column for what is worked out from it',
  },
  'migration-down-fails-on-rows': {
    severity: 'breaking',
    means: 'a down, or an up after it, that works on empty tables and fails on rows',
    advice: 'let the down cope with what can be there by then, or begin it with "-- irreversible: reason"',
  },
  'migration-down-changes-rows': {
    severity: 'breaking',
    means: 'a down that does not bring back every row and value from before its up',
    advice: 'bring it back in the down, keep it in the up, or begin the down with "-- irreversible: reason"',
  },
  'migration-down-leaves-rows': {
    severity: 'warning',
    means: 'a down that leaves rows in older tables which its up put there',
    advice: 'delete them in the down',
  },
  'migration-down-loses': {
    severity: 'info',
    means: 'what a down loses as it must: the values of the tables and columns that its up added',
    advice: 'keep a copy where somebody may need it back',
  },
  'migration-drops-values': {
    severity: 'info',
    means: 'what an up that is never taken back drops together with its values',
    advice: 'nothing, if that is meant',
  },
});

/** Every rule about what migrations do when they are run. */
export const runningRules = { ...stepRules, ...rowRules, ...costRules };
