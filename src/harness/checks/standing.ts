import type { Migration } from '../history/history.ts';
import { type Ledger, type LedgerName, qualified } from '../history/ledger.ts';
import type { Standing } from '../history/position.ts';
import type { Finding } from '../model/finding.ts';
import { migrationFinding } from './migration-finding.ts';

/** Which migrations has a database applied, and is there anything wrong with that? */
export const standingFindings = ({ pending, skipped, edited, unknown }: Standing): Finding[] => [
  ...skipped.map(skippedFinding),
  ...edited.map(editedFinding),
  ...unknown.map(({ createdAt, hash }) =>
    migrationFinding(
      'migration-unknown',
      'warning',
      `${createdAt}`,
      `the database ran a migration that this project does not have: ${unknownName(createdAt, hash)}`,
      {
        advice: 'check out the branch that was deployed, or restore the migration',
        culprit: 'history',
      },
    ),
  ),
  ...pending.map(pendingFinding),
];

const skippedFinding = ({ tag, up }: Migration): Finding =>
  migrationFinding(
    'migration-skipped',
    'breaking',
    tag,
    `${tag} was never applied, and never will be: a later migration was applied before it`,
    {
      advice:
        'give it a "when" in the journal that lies after every applied migration, so that the next deployment runs it',
      file: up.path,
    },
  );

const editedFinding = ({ tag, up }: Migration): Finding =>
  migrationFinding(
    'migration-edited',
    'warning',
    tag,
    `${tag} was edited after it was applied: its hash is not the one in the database`,
    {
      advice: 'restore the file as it was applied, and put the change in a new migration',
      culprit: 'migration',
      file: up.path,
    },
  );

const pendingFinding = ({ tag, up }: Migration): Finding =>
  migrationFinding('migration-pending', 'info', tag, `${tag} is pending: the next deployment applies it`, {
    advice: 'nothing to do before that',
    culprit: 'database',
    file: up.path,
  });

const unknownName = (createdAt: number, hash: string): string =>
  `${new Date(createdAt).toISOString()} (created_at ${createdAt}, hash ${hash.slice(0, 12)}…)`;

/** What a ledger that could not be read means, and how to have it read. */
export function ledgerNote(ledger: Ledger, name: LedgerName): string | undefined {
  if (ledger.state === 'absent')
    return `there is no table ${qualified(name)}: the database does not say what it ran`;
  if (ledger.state === 'hidden')
    return `role ${ledger.role} may not read ${qualified(name)}: GRANT USAGE ON SCHEMA ${name.schema} and SELECT ON ${qualified(name)} to it`;
  return undefined;
}
