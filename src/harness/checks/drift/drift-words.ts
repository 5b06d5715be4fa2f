import type { Context } from '../compare/judge.ts';

/** A live database that somebody changed. */
export const byHand: Context = {
  culprit: 'database',
  meaning: {
    missing: 'is missing in the database',
    extra: 'is in the database, but no migration makes it',
    changed: '',
  },
  advice: {
    missing: 'make it again as the migration does, or write a migration that drops it',
    extra: 'drop it, or declare it in the schema and generate a migration',
    changed: 'set it back, or change the schema and generate a migration',
  },
};

/** One that is, in part, as after a migration that it has not run. */
export const tooEarly: Context = {
  culprit: 'database',
  meaning: {
    missing: 'is missing in the database, as after a migration that it has not run',
    extra: 'is in the database, as after a migration that it has not run',
    changed: ' in the database, as after a migration that it has not run',
  },
  advice: {
    missing:
      'the pending migration will fail on it: mark it as applied if all of it is there, or undo this part',
    extra:
      'the pending migration will fail on it: mark it as applied if all of it is there, or undo this part',
    changed:
      'the pending migration may fail on it: mark it as applied if all of it is there, or undo this part',
  },
};

/** One that is as the schema declares, ahead of the migrations. */
export const notMigrated: Context = {
  culprit: 'migration',
  meaning: {
    missing: 'is missing in the database as in the schema, but no migration drops it',
    extra: 'is in the database as the schema declares it, but no migration makes it',
    changed: ' in the database as in the schema, but no migration sets it',
  },
  advice: {
    missing:
      'the schema was pushed by hand: run drizzle-kit generate, and mark the migration as applied here',
    extra: 'the schema was pushed by hand: run drizzle-kit generate, and mark the migration as applied here',
    changed:
      'the schema was pushed by hand: run drizzle-kit generate, and mark the migration as applied here',
  },
};
