import type { Culprit, Finding, Severity } from '../../model/finding.ts';
import { migrationFinding } from './migration-finding.ts';

interface Rule {
  readonly severity: Severity;
  /** What is wrong, for the list of rules. */
  readonly means: string;
  readonly advice: string;
  /** The migrations folder as a whole when absent. */
  readonly culprit?: Culprit;
}

/** Every rule about the migrations folder as it lies there. */
export const folderRules = {
  'migration-file-missing': {
    severity: 'breaking',
    means: 'the journal names a migration whose file is not there',
    advice: "restore the file: Drizzle's migrator stops at it; or take the entry out of the journal",
  },
  'migration-unlisted': {
    severity: 'warning',
    means: 'a file of SQL that no journal names, so Drizzle never runs it',
    advice: 'generate it anew, move it elsewhere or delete it',
  },
  'migration-tag-twice': {
    severity: 'breaking',
    means: 'the journal names one migration twice, so Drizzle runs its SQL twice',
    advice: 'take one of the two entries out of the journal',
  },
  'migration-down-missing': {
    severity: 'breaking',
    means: 'an up without a down',
    advice: 'write a down that takes back what the up does',
  },
  'migration-down-alone': {
    severity: 'warning',
    means: 'a down without an up',
    advice: 'restore its up file and journal entry, or delete it',
  },
  'migration-down-twice': {
    severity: 'warning',
    means: 'a migration with two down files',
    advice: 'keep one of them',
  },
  'migration-irreversible': {
    severity: 'info',
    means: 'a down file that begins with "-- irreversible: reason": the migration is never taken back',
    advice: 'nothing to do; to go back, restore a backup',
  },
  'migration-irreversible-unexplained': {
    severity: 'warning',
    means: 'a down file that says "-- irreversible" and not why',
    advice: 'write the reason after it: "-- irreversible: reason"',
    culprit: 'migration',
  },
  'migration-number-twice': {
    severity: 'breaking',
    means: 'two migrations have one number, as when two branches are merged',
    advice: 'drop the later one and generate it anew, so that its number, snapshot and time follow the other',
  },
  'migration-number-gap': {
    severity: 'warning',
    means: 'a number is left out',
    advice: 'restore the migration that is missing, or renumber the files, the journal and the snapshots',
  },
  'migration-number-order': {
    severity: 'breaking',
    means: 'the journal names a migration after one of a higher number',
    advice: 'put the entries of the journal in the order of their numbers',
  },
  'migration-number-idx': {
    severity: 'warning',
    means: "the journal's idx is not the number in the file's name",
    advice: 'set "idx" to the number: drizzle-kit numbers the next migration by the last idx',
  },
  'migration-name': {
    severity: 'breaking',
    means: 'a migration folder (1.x) whose name does not begin with a time of fourteen digits',
    advice: 'name it as drizzle-kit does: 20250131093000_name',
  },
  'migration-when-order': {
    severity: 'breaking',
    means: 'a migration is dated before an earlier one: databases that are ahead never run it',
    advice: 'set a later "when" in the journal, before anybody deploys it',
  },
  'migration-when-twice': {
    severity: 'breaking',
    means: 'two migrations have one "when": databases that stopped between them never run the second',
    advice: 'set a later time for the second, before anybody deploys it',
  },
  'migration-when-future': {
    severity: 'warning',
    means: 'a migration is dated more than a day ahead: whatever is generated until then sorts before it',
    advice: 'set the time at which it was made, before anybody deploys it',
  },
  'migration-snapshot-missing': {
    severity: 'warning',
    means: 'a migration without its snapshot',
    advice: 'restore it from version control: drizzle-kit generates the next migration from the newest one',
  },
  'migration-snapshot-unlisted': {
    severity: 'warning',
    means: 'a snapshot of no migration',
    advice: 'delete it: drizzle-kit generates the next migration from the newest one it finds',
  },
  'migration-snapshot-broken': {
    severity: 'breaking',
    means: 'a snapshot that is not JSON, or has no id',
    advice: 'restore it from version control',
  },
  'migration-snapshot-chain': {
    severity: 'breaking',
    means: 'a snapshot that does not follow the one before',
    advice: 'drop the later migration and generate it anew',
  },
  'migration-snapshot-branch': {
    severity: 'breaking',
    means: 'two snapshots follow the same one, as when two branches are merged',
    advice: 'drop the later migration and generate it anew',
  },
  'migration-conflict': {
    severity: 'breaking',
    means: 'the markers of an unfinished merge',
    advice: 'finish the merge',
  },
  'migration-empty': {
    severity: 'breaking',
    means: 'a file without a statement',
    advice: 'write its statements, or delete the migration',
    culprit: 'migration',
  },
  'migration-syntax': {
    severity: 'breaking',
    means: 'SQL that Postgres cannot parse',
    advice: 'correct the statement',
    culprit: 'migration',
  },
  'migration-line-ends': {
    severity: 'info',
    means: 'CRLF line ends: the hash in the ledger depends on who checked the file out',
    advice: 'write "*.sql text eol=lf" in .gitattributes',
    culprit: 'migration',
  },
  'migration-needs-no-transaction': {
    severity: 'breaking',
    means: "a statement that Postgres refuses in a transaction, which Drizzle's migrator always opens",
    advice: 'use the variant that can run in a transaction, or run it by hand outside the migrations',
    culprit: 'migration',
  },
  'migration-transaction-control': {
    severity: 'breaking',
    means: 'BEGIN, COMMIT or ROLLBACK in a migration, which already runs in a transaction',
    advice: "take it out: Drizzle's migrator opens and ends the transaction",
    culprit: 'migration',
  },
  'migration-enum-value': {
    severity: 'breaking',
    means: 'a value added to an enum is used in the same transaction, which Postgres refuses',
    advice: 'put the use into a migration that is deployed later, or make a new type with all values instead',
    culprit: 'migration',
  },
  'migration-object-twice': {
    severity: 'breaking',
    means: 'two files make the same object',
    advice: 'let one of them make it, or drop it in between',
    culprit: 'migration',
  },
  'migration-depends-on-date': {
    severity: 'warning',
    means: 'it builds something else on another day, so no two databases need agree',
    advice: 'write the dates into it (or now() without quotes, for a time of each row), or leave it to a job',
    culprit: 'migration',
  },
  'migration-folder-elsewhere': {
    severity: 'warning',
    means: 'another migrations folder near the config, which "out" does not name',
    advice: 'set "out" to the folder that is deployed, and delete the other',
  },
} as const satisfies Record<string, Rule>;

/** Every rule about what a database says it has run of it. */
export const ledgerRules = {
  'migration-out-of-order': {
    severity: 'breaking',
    means: 'never applied, and never will be: a later one was applied before it',
    advice:
      'give it a "when" in the journal that lies after every applied migration, so that the next deployment runs it',
  },
  'migration-reapplied-next-deploy': {
    severity: 'breaking',
    means: 'applied, then given a later "when": the next deployment runs it a second time',
    advice: 'set back its "when" in the journal to the one in the database',
  },
  'migration-applied-twice': {
    severity: 'warning',
    means: 'the database ran it more than once',
    advice: 'check what its second run did, then delete the row that is too many',
    culprit: 'database',
  },
  'migration-edited': {
    severity: 'warning',
    means: 'edited after it was applied',
    advice: 'restore the file as it was applied, and put the change in a new migration',
    culprit: 'migration',
  },
  'migration-line-ends-edited': {
    severity: 'info',
    means: 'applied with other line ends than the file has here',
    advice: 'write "*.sql text eol=lf" in .gitattributes',
    culprit: 'migration',
  },
  'migration-unknown': {
    severity: 'warning',
    means: 'the database ran a migration that this project does not have',
    advice: 'check out the branch that was deployed, or restore the migration',
  },
  'migration-pending': {
    severity: 'info',
    means: 'not applied yet',
    advice: 'nothing to do before the next deployment, which applies it',
    culprit: 'database',
  },
} as const satisfies Record<string, Rule>;

export const rules = { ...folderRules, ...ledgerRules };

export type RuleId = keyof typeof rules;

/** What differs from finding to finding of a rule. */
export interface Particulars {
  /** An absolute path. */
  readonly file?: string;
  readonly line?: number | undefined;
  readonly severity?: Severity;
  readonly advice?: string;
}

/** A finding of a rule about a migration or, where `name` is no tag, about a file of the folder. */
export function found(
  rule: RuleId,
  name: string,
  message: string,
  { file, line, severity, advice }: Particulars = {},
): Finding {
  const known: Rule = rules[rule];
  return migrationFinding(rule, severity ?? known.severity, name, message, {
    advice: advice ?? known.advice,
    ...(known.culprit ? { culprit: known.culprit } : {}),
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
  });
}
