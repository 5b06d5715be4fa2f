import type { Context } from '../compare/judge.ts';

/** A live database that somebody changed. */
export const byHand: Context = {
  culprit: 'database',
  meaning: {
    missing: 'is missing in the database',
    extra: 'is in the database, but no migration creates it',
    changed: '',
  },
  advice: {
    missing: 'recreate it as the migration does, or write a migration that drops it',
    extra: 'drop it, or declare it in the schema and generate a migration',
    changed: 'restore it, or change the schema and generate a migration',
  },
};

/** A database that is, in part, as after a migration that it has not applied. */
export const tooEarly: Context = {
  culprit: 'database',
  meaning: {
    missing: 'is missing in the database, as after a migration that it has not applied',
    extra: 'is in the database, as after a migration that it has not applied',
    changed: ' in the database, as after a migration that it has not applied',
  },
  advice: {
    missing:
      'the pending migration will fail on it: mark that as applied if all its changes are there, or undo this one',
    extra:
      'the pending migration will fail on it: mark that as applied if all its changes are there, or undo this one',
    changed:
      'the pending migration may fail on it: mark that as applied if all its changes are there, or undo this one',
  },
};

/** A database that is as the schema declares, ahead of the migrations. */
export const notMigrated: Context = {
  culprit: 'migration',
  meaning: {
    missing: 'is missing in the database and in the schema, but no migration drops it',
    extra: 'is in the database as the schema declares it, but no migration creates it',
    changed: ' in the database and in the schema, but no migration sets it',
  },
  advice: {
    missing:
      'the schema was pushed by hand: run drizzle-kit generate, and mark the migration as applied here',
    extra: 'the schema was pushed by hand: run drizzle-kit generate, and mark the migration as applied here',
    changed:
      'the schema was pushed by hand: run drizzle-kit generate, and mark the migration as applied here',
  },
};
