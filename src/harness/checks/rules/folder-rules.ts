import { blaming } from './rule.ts';
import { sqlRules } from './sql-rules.ts';

/** Rules about the folder's journal, files and snapshots. */
const journalRules = blaming('history', {
  'migration-file-missing': {
    severity: 'breaking',
    means: 'the journal names a migration whose file does not exist',
    advice: "restore the file, or remove the entry from the journal: Drizzle's migrator stops at it",
  },
  'migration-unlisted': {
    severity: 'warning',
    means: 'an SQL file that no journal entry names, so Drizzle never runs it',
    advice: 'generate it again, move it elsewhere or delete it',
  },
  'migration-tag-twice': {
    severity: 'breaking',
    means: 'the journal names one migration twice, so Drizzle runs its SQL twice',
    advice: 'remove one of the two entries from the journal',
  },
  'migration-down-missing': {
    severity: 'breaking',
    means: 'a migration without a down file',
    advice:
      'write a down file that takes back what the up file does, or let driftproof down --write draft it',
  },
  'migration-down-alone': {
    severity: 'warning',
    means: 'a down file without its migration',
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
  'migration-number-twice': {
    severity: 'breaking',
    means: 'two migrations have the same number, as when two branches are merged',
    advice:
      'drop the later one and generate it again, so that its number, snapshot and time follow the other',
  },
  'migration-number-gap': {
    severity: 'warning',
    means: 'a number is missing from the sequence',
    advice: 'restore the migration that is missing, or renumber the files, the journal and the snapshots',
  },
  'migration-number-order': {
    severity: 'breaking',
    means: 'the journal lists a migration after one with a higher number',
    advice: 'put the journal entries in the order of their numbers',
  },
  'migration-number-idx': {
    severity: 'warning',
    means: "the journal's idx differs from the number in the file's name",
    advice: 'set "idx" to the number: drizzle-kit numbers the next migration from the last idx',
  },
  'migration-name': {
    severity: 'breaking',
    means:
      'a migration folder (drizzle-kit 1.x) whose name does not begin with a timestamp of fourteen digits',
    advice: 'name it as drizzle-kit does: 20250131093000_name',
  },
  'migration-when-order': {
    severity: 'breaking',
    means: 'a migration is dated before an earlier one, so databases that have applied that one never run it',
    advice: 'set a later "when" in the journal before it is deployed',
  },
  'migration-when-twice': {
    severity: 'breaking',
    means:
      'two migrations have the same "when", so a database that stopped between them never runs the second',
    advice: 'give the second a later "when" before it is deployed',
  },
  'migration-when-future': {
    severity: 'warning',
    means: 'a migration is dated more than a day ahead, so whatever is generated until then sorts before it',
    advice: 'set the time at which it was generated, before it is deployed',
  },
  'migration-snapshot-missing': {
    severity: 'warning',
    means: 'a migration without its snapshot',
    advice:
      'restore it from version control: drizzle-kit generates the next migration from the newest snapshot',
  },
  'migration-snapshot-unlisted': {
    severity: 'warning',
    means: 'a snapshot that belongs to no migration',
    advice: 'delete it: drizzle-kit generates the next migration from the newest snapshot that it finds',
  },
  'migration-snapshot-broken': {
    severity: 'breaking',
    means: 'a snapshot that is not valid JSON, or has no id',
    advice: 'restore it from version control',
  },
  'migration-snapshot-chain': {
    severity: 'breaking',
    means: 'a snapshot that does not follow the previous one',
    advice: 'drop the later migration and generate it again',
  },
  'migration-snapshot-branch': {
    severity: 'breaking',
    means: 'two snapshots follow the same one, as when two branches are merged',
    advice: 'drop the later migration and generate it again',
  },
  'migration-conflict': {
    severity: 'breaking',
    means: 'a file with unresolved merge conflict markers',
    advice: 'resolve the conflict',
  },
  'migration-folder-elsewhere': {
    severity: 'warning',
    means: 'another migrations folder near the config that "out" does not name',
    advice: 'set "out" to the folder that is deployed, and delete the other',
  },
});

/** Every rule about the files of the migrations folder. */
export const folderRules = { ...journalRules, ...sqlRules };
