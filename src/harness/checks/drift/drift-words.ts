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
    missing:
      'recreate it as the migration does (driftproof repair), or drop it in a migration (driftproof adopt)',
    extra: 'drop it (driftproof repair), or declare it in the schema with a migration (driftproof adopt)',
    changed: 'restore it (driftproof repair), or change the schema with a migration (driftproof adopt)',
  },
};

/** The same of an object for which nothing is planned. */
export const byHandUnplanned: Context = {
  ...byHand,
  advice: {
    missing: 'recreate it as the migration does, or write a migration that drops it',
    extra: 'drop it, or write a migration that creates it',
    changed: 'restore it, or write a migration that changes it',
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
      'the pending migration will fail on it: mark that as applied if all its changes are there, or undo this one (driftproof repair)',
    extra:
      'the pending migration will fail on it: mark that as applied if all its changes are there, or undo this one (driftproof repair)',
    changed:
      'the pending migration may fail on it: mark that as applied if all its changes are there, or undo this one (driftproof repair)',
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
      'the schema was pushed by hand: write its migration, and mark it as applied here (driftproof adopt does both)',
    extra:
      'the schema was pushed by hand: write its migration, and mark it as applied here (driftproof adopt does both)',
    changed:
      'the schema was pushed by hand: write its migration, and mark it as applied here (driftproof adopt does both)',
  },
};
