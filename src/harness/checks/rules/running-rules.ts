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
    means: 'the server refuses the down, or the up that follows it',
    advice: 'correct the statement',
  },
  'migration-runs-outside-transaction': {
    severity: 'breaking',
    means:
      'a step that can only run statement by statement: if it fails half way, what ran before is kept (of a down: info)',
    advice:
      'use statements that can run in a transaction: if this step fails half way, what ran before is kept',
  },
  'migration-needs-own-transaction': {
    severity: 'warning',
    means:
      "Drizzle's migrator, which runs everything pending in one transaction, cannot build a new database from these migrations",
    advice:
      'deployed one at a time the migrations work; for new databases, change one so that it needs no commit before it',
  },
  'migration-reaches-beyond': {
    severity: 'breaking',
    means: 'a statement that reaches beyond its database is not run on a scratch server that others use',
    advice: 'use --server embedded or container, which may run it',
  },
  'migration-column-slots': {
    severity: 'info',
    means: 'how many times one database can apply a migration: dropped columns keep their slots',
    advice: 'repeat up and down on fresh clones, or recreate the table: dropped columns keep their slots',
  },
});

const snapshotRules = blaming('history', {
  'migration-snapshot-stale': {
    severity: 'warning',
    means:
      'the newest snapshot is not what the migrations build, so drizzle-kit would generate what exists again',
    advice:
      'run drizzle-kit generate, and remove from the SQL that it writes all that the migrations have done already (leave SELECT 1; if nothing remains): the new snapshot is up to date',
  },
});

const rowRules = blaming('migration', {
  'migration-fails-on-rows': {
    severity: 'breaking',
    means: 'an up that works on empty tables and fails on tables with rows; the smallest such rows are shown',
    advice: 'fix the rows before the statement, or write it so that existing rows cannot break it',
  },
  'migration-changes-rows': {
    severity: 'breaking',
    means: 'an up that deletes rows, or changes or truncates values of columns that stay',
    advice: 'keep the existing values, or put derived ones into a new column',
  },
  'migration-breaks-inserts': {
    severity: 'breaking',
    means:
      'a step after which a table takes no row by its defaults, or a sequence gives values that its column holds, though it did before',
    advice: 'correct the default, or set the sequence behind what its column holds',
  },
  'migration-breaks-changes': {
    severity: 'breaking',
    means:
      'a step after which rows cannot be updated or deleted that could be before: a trigger, a rule or a foreign key that sets NULL or a default fails',
    advice: 'correct what the trigger, the rule or the foreign key does in the same migration',
  },
  'migration-unfillable-table': {
    severity: 'breaking',
    means:
      'an up that leaves a table which takes no row: NOT NULL foreign keys that refer to each other and cannot wait, or a check that no value meets',
    advice:
      'make one of the foreign keys DEFERRABLE INITIALLY DEFERRED or let its column be NULL; correct the check',
  },
  'migration-rows-not-tried': {
    severity: 'info',
    means:
      'a table of a migration that stayed empty, so that what the migration does to its rows is not tried',
    advice: 'give it rows by "rows" in the settings, where some fit',
  },
  'migration-second-up-differs': {
    severity: 'breaking',
    means:
      'what an up adds has other values after a down and a second up (info: drawn from a sequence, by chance or from the clock)',
    advice: 'compute the values from what is in the row, in an order that is said',
  },
  'migration-fails-as-owner': {
    severity: 'breaking',
    means:
      'a step that a superuser can run, and an ordinary owner of the tables cannot (warning where only a right is missing and "role" is not set)',
    advice:
      'let the step see the rows (ALTER TABLE … NO FORCE ROW LEVEL SECURITY around it), or name the role that runs it in "role" of the settings',
  },
  'migration-hidden-rows': {
    severity: 'breaking',
    means:
      'a step that leaves rows as they were when an ordinary owner runs it, since row security hides them',
    advice: 'ALTER TABLE … NO FORCE ROW LEVEL SECURITY before the statement, and FORCE it again after it',
  },
  'migration-leaves-setting': {
    severity: 'breaking',
    means: 'a step that sets something for the rest of its session, so that later steps run with it',
    advice: 'use SET LOCAL, or RESET it at the end of the file',
  },
  'migration-depends-on-session': {
    severity: 'breaking',
    means:
      'a step that gives other values, or fails, in a session with another TimeZone, DateStyle, IntervalStyle, lc_monetary or default_text_search_config; or that leaves a format to lc_time or lc_numeric, or names without a schema what is in two (warnings)',
    advice:
      'say the zone (AT TIME ZONE …), the format (to_char, to_date, ISO 8601), the configuration or the schema in the statement',
  },
  'migration-down-fails-on-rows': {
    severity: 'breaking',
    means: 'a down, or the up that follows it, that works on empty tables and fails on tables with rows',
    advice:
      'make the down work with any rows that can exist by then, or begin it with "-- irreversible: reason"',
  },
  'migration-down-changes-rows': {
    severity: 'breaking',
    means: 'a down that does not restore every row and value from before its up',
    advice: 'restore it in the down, keep it in the up, or begin the down with "-- irreversible: reason"',
  },
  'migration-down-leaves-rows': {
    severity: 'warning',
    means: 'a down that leaves rows which its up inserted into older tables',
    advice: 'delete them in the down',
  },
  'migration-down-loses': {
    severity: 'info',
    means: 'what a down must lose: the values of the tables and columns that its up added',
    advice: 'keep a copy if somebody may need it again',
  },
  'migration-drops-values': {
    severity: 'info',
    means: 'an irreversible up that drops tables or columns together with their values',
    advice: 'nothing to do, if that is intended',
  },
});

/** Every rule about what migrations do when they are run. */
export const runningRules = { ...stepRules, ...snapshotRules, ...rowRules, ...costRules };
