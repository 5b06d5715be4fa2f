import { blaming } from './rule.ts';

/** Rules about what stands in the files of the migrations folder. */
export const sqlRules = blaming('migration', {
  'migration-irreversible-unexplained': {
    severity: 'warning',
    means: 'a down file that says "-- irreversible" and not why',
    advice: 'write the reason after it: "-- irreversible: reason"',
  },
  'migration-empty': {
    severity: 'breaking',
    means: 'a file without a statement',
    advice: 'write its statements, or delete the migration',
  },
  'migration-syntax': {
    severity: 'breaking',
    means: 'SQL that Postgres cannot parse',
    advice: 'correct the statement',
  },
  'migration-line-ends': {
    severity: 'info',
    means: 'CRLF line ends: the hash in the ledger depends on who checked the file out',
    advice: 'write "*.sql text eol=lf" in .gitattributes',
  },
  'migration-needs-no-transaction': {
    severity: 'breaking',
    means: "a statement that Postgres refuses in a transaction, which Drizzle's migrator always opens",
    advice: 'use the variant that can run in a transaction, or run it by hand outside the migrations',
  },
  'migration-transaction-control': {
    severity: 'breaking',
    means: 'BEGIN, COMMIT or ROLLBACK in a migration, which already runs in a transaction',
    advice: "take it out: Drizzle's migrator opens and ends the transaction",
  },
  'migration-enum-value': {
    severity: 'breaking',
    means: 'a value added to an enum is used in the same transaction, which Postgres refuses',
    advice: 'put the use into a migration that is deployed later, or make a new type with all values instead',
  },
  'migration-object-twice': {
    severity: 'breaking',
    means: 'two files make the same object',
    advice: 'let one of them make it, or drop it in between',
  },
  'migration-depends-on-date': {
    severity: 'warning',
    means: 'it builds something else on another day, so no two databases need agree',
    advice: 'write the dates into it (or now() without quotes, for a time of each row), or leave it to a job',
  },
});
