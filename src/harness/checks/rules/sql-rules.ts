import { blaming } from './rule.ts';

/** Rules about the contents of the files in the migrations folder. */
export const sqlRules = blaming('migration', {
  'migration-irreversible-unexplained': {
    severity: 'warning',
    means: 'a down file that says "-- irreversible" without a reason',
    advice: 'add the reason: "-- irreversible: reason"',
  },
  'migration-empty': {
    severity: 'breaking',
    means: 'a migration file without a statement',
    advice: 'write its statements, or delete the migration',
  },
  'migration-syntax': {
    severity: 'breaking',
    means: 'SQL that Postgres cannot parse',
    advice: 'correct the statement',
  },
  'migration-line-ends': {
    severity: 'info',
    means: 'CRLF line endings: the hash in the ledger depends on who checked the file out',
    advice: 'write "*.sql text eol=lf" in .gitattributes',
  },
  'migration-needs-no-transaction': {
    severity: 'breaking',
    means: "a statement that cannot run inside a transaction block, which Drizzle's migrator always opens",
    advice: 'use a form that can run in a transaction, or run it by hand outside the migrations',
  },
  'migration-transaction-control': {
    severity: 'breaking',
    means: 'BEGIN, COMMIT or ROLLBACK in a migration, which already runs in a transaction',
    advice: "remove it: Drizzle's migrator opens and ends the transaction",
  },
  'migration-enum-value': {
    severity: 'breaking',
    means: 'an enum value is used in the transaction that adds it, which Postgres refuses',
    advice: 'use the value in a migration that is deployed later, or create a new type with all values',
  },
  'migration-object-twice': {
    severity: 'breaking',
    means: 'two files create the same object',
    advice: 'let one of them create it, or drop it in between',
  },
  'migration-depends-on-date': {
    severity: 'warning',
    means: 'what it builds depends on the day on which it runs, so two databases can differ',
    advice:
      'write the dates into it (or now() without quotes, for the time of each row), or leave it to a job',
  },
});
