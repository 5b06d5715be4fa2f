import { type Ledger, type LedgerName, type LedgerRow, qualified } from '../../history/ledger.ts';
import type { Migration } from '../../history/migrations.ts';
import type { Standing } from '../../history/standing.ts';
import type { Finding } from '../../model/finding.ts';
import type { MigrationState, StandingLine } from '../../model/report.ts';
import { printTime } from '../folder/times.ts';
import { found, type RuleId } from '../rules/folder-rules.ts';

/** What each state of a migration is called in findings; the one that weighs most comes first. */
const problems = [
  ['skipped', 'migration-skipped', 'was never applied, and never will be: a later one was applied before it'],
  [
    'again',
    'migration-runs-again',
    'was applied under an earlier "when", so the next deployment runs it again',
  ],
  ['repeated', 'migration-applied-twice', 'was applied more than once, as the database has it'],
  ['edited', 'migration-edited', 'was edited after it was applied: its hash is not the one in the database'],
  [
    'otherLineEnds',
    'migration-line-ends-edited',
    'was applied with other line ends, and the same text otherwise',
  ],
  ['pending', 'migration-pending', 'is pending: the next deployment applies it'],
] as const satisfies readonly (readonly [MigrationState & keyof Standing, RuleId, string])[];

/** Which migrations has a database applied, and is there anything wrong with that? */
export const standingFindings = (
  standing: Standing,
  { pendingFails = false }: { readonly pendingFails?: boolean } = {},
): Finding[] => [
  ...problems.flatMap(([state, rule, what]) =>
    standing[state].map(({ tag, up }) =>
      found(rule, tag, `${tag} ${what}`, {
        file: up.path,
        ...(state === 'pending' && pendingFails ? { severity: 'breaking' as const } : {}),
      }),
    ),
  ),
  ...standing.unknown.map((row) =>
    found(
      'migration-unknown',
      nameOfRow(row),
      `the database ran a migration that this project does not have: ${printRow(row)}`,
    ),
  ),
];

/** Each migration of the history with what the database says of it, then what the project does not have. */
export const standingLines = (migrations: readonly Migration[], standing: Standing): StandingLine[] => [
  ...migrations.map((migration) => ({ tag: migration.tag, state: stateOf(migration, standing) })),
  ...standing.unknown.map((row) => ({ tag: nameOfRow(row), state: 'unknown' as const })),
];

const stateOf = (migration: Migration, standing: Standing): MigrationState =>
  problems.find(([state]) => standing[state].includes(migration))?.[0] ?? 'applied';

const nameOfRow = ({ name, createdAt }: LedgerRow): string => name ?? String(createdAt);

const printRow = ({ name, createdAt, hash }: LedgerRow): string =>
  `${name ?? printTime(createdAt)} (created_at ${createdAt}, hash ${hash.slice(0, 12)}…)`;

/** What a ledger that could not be read means, and how to have it read. */
export function ledgerNote(ledger: Ledger, name: LedgerName): string | undefined {
  if (ledger.state === 'absent')
    return `there is no table ${qualified(name)}: the database does not say what it ran`;
  if (ledger.state === 'hidden')
    return `role ${ledger.role} may not read ${qualified(name)}: GRANT USAGE ON SCHEMA ${name.schema} and SELECT ON ${qualified(name)} to it`;
  return undefined;
}
