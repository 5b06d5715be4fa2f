import { blaming } from './rule.ts';
import { sqlRules } from './sql-rules.ts';

/** Rules about the folder's journal, files and snapshots. */
const journalRules = blaming('history', {
  'migration-file-missing': {
    severity: 'breaking',
    means: 'the journal names a migration whose file is not there',
    advice: "restore the file: Drizzle's migrator stops at it; or take the entry out of the journal",
  },
  'migration-unlisted': {
    severity: 'warning',
    means: 'a file of SQL that no journal names, so Drizzle never runs it',
    advice: 'generate it again, move it elsewhere or delete it',
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
  'migration-number-twice': {
    severity: 'breaking',
    means: 'two migrations have one number, as when two branches are merged',
    advice:
      'drop the later one and generate it again, so that its number, snapshot and time follow the other',
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
    advice: 'drop the later migration and generate it again',
  },
  'migration-snapshot-branch': {
    severity: 'breaking',
    means: 'two snapshots follow the same one, as when two branches are merged',
    advice: 'drop the later migration and generate it again',
  },
  'migration-conflict': {
    severity: 'breaking',
    means: 'the markers of an unfinished merge',
    advice: 'finish the merge',
  },
  'migration-folder-elsewhere': {
    severity: 'warning',
    means: 'another migrations folder near the config, which "out" does not name',
    advice: 'set "out" to the folder that is deployed, and delete the other',
  },
});

/** Every rule about the migrations folder as it lies there. */
export const folderRules = { ...journalRules, ...sqlRules };
