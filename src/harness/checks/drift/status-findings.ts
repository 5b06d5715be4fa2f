import type { LedgerRow } from '../../history/ledger.ts';
import type { MigrationStatus } from '../../history/migration-status.ts';
import type { Migration } from '../../history/migrations.ts';
import type { Finding } from '../../model/finding.ts';
import type { MigrationState, StatusLine } from '../../model/report.ts';
import { printTime } from '../folder/times.ts';
import { found } from '../rules/found.ts';
import { ledgerRules } from '../rules/ledger-rules.ts';
import { correctionOf } from './ledger-sql.ts';
import { squashFinding } from './squash-finding.ts';
import type { LedgerKept } from './which-ledger.ts';

/** What each state of a migration means, the most serious first. Its rule has the state's name. */
const problems = {
  'out-of-order': 'is not applied, and never will be: a later migration was applied before it',
  'reapplied-next-deploy':
    'was applied under an earlier "when", so the next deployment applies it a second time',
  'applied-twice': 'was applied more than once, according to the database',
  edited: 'was edited after it was applied: its hash is not the one in the database',
  'line-ends-edited': 'was applied with other line endings and otherwise the same text',
  pending: 'is pending: the next deployment applies it',
} as const satisfies { readonly [S in MigrationState]?: string };

/** What to do in the folder, and the SQL for where the ledger is to be corrected instead. */
function adviceOn(
  state: keyof typeof problems,
  correction: string | undefined,
  { keeps }: LedgerKept,
): string {
  const { advice } = ledgerRules[`migration-${state}`];
  // supabase/cli refuses what it would insert before the last (pkg/migration/apply.go).
  const isRefused = keeps === 'versions' && state === 'out-of-order';
  const first = isRefused ? 'supabase db push refuses it: run it with --include-all' : advice;
  return correction ? `${first}; or, ${correction}` : first;
}

const states = Object.keys(problems) as (keyof typeof problems)[];

/** Which migrations has a database applied, and is there anything wrong with that? */
export const statusFindings = (
  status: MigrationStatus,
  which: LedgerKept,
  { pendingFails = false }: { readonly pendingFails?: boolean } = {},
): Finding[] => [
  ...squashFinding(status, which),
  ...states.flatMap((state) =>
    status[state].map((migration) =>
      found(`migration-${state}`, migration.tag, `${migration.tag} ${problems[state]}`, {
        file: migration.up.path,
        ...(state === 'pending' && pendingFails ? { severity: 'breaking' as const } : {}),
        advice: adviceOn(state, correctionOf(state, migration, status, which), which),
      }),
    ),
  ),
  ...status.unknown.map((row) =>
    found(
      'migration-unknown',
      nameOfRow(row),
      `the database has applied a migration that this project does not have: ${printRow(row)}`,
    ),
  ),
];

/** The state of each migration of the history, then of those that the project does not have. */
export const statusLines = (migrations: readonly Migration[], status: MigrationStatus): StatusLine[] => [
  ...migrations.map((migration) => ({ tag: migration.tag, state: stateOf(migration, status) })),
  ...status.unknown.map((row) => ({ tag: nameOfRow(row), state: 'unknown' as const })),
];

const stateOf = (migration: Migration, status: MigrationStatus): MigrationState =>
  status.squash?.baseline === migration
    ? 'squashed'
    : (states.find((state) => status[state].includes(migration)) ?? 'applied');

const nameOfRow = ({ name, createdAt }: LedgerRow): string => name ?? String(createdAt);

const printRow = ({ name, createdAt, hash }: LedgerRow): string =>
  hash === undefined
    ? `version ${name}`
    : `${name ?? printTime(createdAt)} (created_at ${createdAt}, hash ${hash.slice(0, 12)}…)`;
