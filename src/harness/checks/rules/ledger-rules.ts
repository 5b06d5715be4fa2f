import { blaming } from './rule.ts';

const byFolder = blaming('history', {
  'migration-out-of-order': {
    severity: 'breaking',
    means: 'not applied, and never will be: a later migration was applied before it',
    advice:
      'give it a "when" in the journal later than every applied migration, so that the next deployment runs it',
  },
  'migration-reapplied-next-deploy': {
    severity: 'breaking',
    means: 'applied, then given a later "when", so the next deployment runs it a second time',
    advice: 'restore its "when" in the journal to the one in the database',
  },
  'ledger-elsewhere': {
    severity: 'breaking',
    means: 'the ledger of these migrations is another table than the drizzle config names',
    advice: 'name it in "migrations" of the drizzle config',
  },
  'ledger-twice': {
    severity: 'warning',
    means: 'another table holds migrations of this project too, besides the ledger that the config names',
    advice: 'let every deployment use one ledger, and drop the other when nothing writes to it any more',
  },
  'migration-squashed': {
    severity: 'warning',
    means: 'it replaces older migrations that the database has applied, and the ledger does not know it',
    advice: 'where drift finds nothing else, put its row in the place of theirs',
  },
  'migration-unknown': {
    severity: 'warning',
    means: 'the database has applied a migration that this project does not have',
    advice: 'check out the branch that was deployed, or restore the migration',
  },
});

const byDatabase = blaming('database', {
  'ledger-unfit': {
    severity: 'breaking',
    means: "what has the ledger's name is not an ordinary table as Drizzle creates it, so it is not read",
    advice: "find out who created it, and restore the table as Drizzle's migrator creates it",
  },
  'ledger-missing': {
    severity: 'breaking',
    means: 'there is no ledger, or it is empty, though tables of the migrations exist (drift: info)',
    advice:
      'the next deployment runs every migration again and fails on what exists: name the right ledger in "migrations" of the drizzle config, or insert the rows of the applied migrations',
  },
  'migration-applied-twice': {
    severity: 'warning',
    means: 'the database has applied it more than once',
    advice: 'check what its second run did, then delete the extra row',
  },
  'migration-pending': {
    severity: 'info',
    means: 'not applied yet',
    advice: 'nothing to do: the next deployment applies it',
  },
});

const byMigration = blaming('migration', {
  'migration-edited': {
    severity: 'warning',
    means: 'edited after it was applied',
    advice: 'restore the file as it was applied, and put the change into a new migration',
  },
  'migration-line-ends-edited': {
    severity: 'info',
    means: 'applied with other line endings than the file has here',
    advice: 'write "*.sql text eol=lf" in .gitattributes',
  },
});

/** Every rule about which migrations a database has applied. */
export const ledgerRules = { ...byFolder, ...byDatabase, ...byMigration };
