import { onSuiteServer, runHere } from '../../support/cli.ts';

/** What somebody did by hand to a migrated database, all of it at once, and what must be said of each. */
const drifts: readonly (readonly [sql: string, ...findings: string[]])[] = [
  ['DROP INDEX output_asset_is_removed_idx', 'index-missing output_asset_is_removed_idx'],
  [
    'DROP INDEX outputs_user_id_created_at_idx; CREATE INDEX outputs_user_id_created_at_idx ON outputs (created_at DESC NULLS LAST, user_id)',
    'index-keys outputs_user_id_created_at_idx',
  ],
  [
    "DROP INDEX outputs_unfinished_idx; CREATE INDEX outputs_unfinished_idx ON outputs (created_at) WHERE status IN ('queued')",
    'index-predicate outputs_unfinished_idx',
  ],
  ['CREATE INDEX by_hand ON users (created_at)', 'index-extra by_hand'],
  ['ALTER TABLE output_asset ALTER is_removed SET DEFAULT true', 'column-default is_removed'],
  ['ALTER TABLE output_asset ALTER is_removed SET NOT NULL', 'column-not-null is_removed'],
  ['ALTER TABLE output_asset ALTER persist_until TYPE timestamptz', 'column-type persist_until'],
  ['ALTER TABLE outputs ADD model text', 'column-extra model'],
  ['ALTER TABLE outputs DROP seed', 'column-missing seed'],
  [
    `ALTER TABLE reference_images DROP CONSTRAINT reference_images_output_id_outputs_id_fk,
     ADD CONSTRAINT reference_images_output_id_outputs_id_fk FOREIGN KEY (output_id) REFERENCES outputs (id) ON DELETE CASCADE`,
    'foreign-key-on-delete reference_images_output_id_outputs_id_fk',
  ],
  [
    'ALTER TABLE reference_images DROP CONSTRAINT reference_images_user_id_users_id_fk',
    'foreign-key-missing reference_images_user_id_users_id_fk',
  ],
  [
    `ALTER TABLE output_asset DROP CONSTRAINT output_asset_dimensions_check,
     ADD CONSTRAINT output_asset_dimensions_check CHECK (width > 0 AND height > 1)`,
    'check-expression output_asset_dimensions_check',
  ],
  ["ALTER TYPE user_tier ADD VALUE 'gold'", 'enum-labels user_tier'],
  ['CREATE TABLE backup_of_monday (id int PRIMARY KEY)', 'table-extra backup_of_monday'],
  ['CREATE VIEW everybody AS SELECT id FROM users', 'view-extra everybody'],
  ['ALTER TABLE users ENABLE ROW LEVEL SECURITY', 'table-row-security users'],
  [
    'ALTER TABLE output_asset DISABLE TRIGGER ALL',
    'foreign-key-switched-off output_asset_output_id_outputs_id_fk',
  ],
];

export const driftsSql: readonly string[] = drifts.map(([sql]) => sql);

/** Rule and name of all that must be found, sorted. */
export const driftsFound: readonly string[] = drifts.flatMap(([, ...found]) => found).sort();

export interface Found {
  readonly rule: string;
  readonly object: { readonly name: string };
}

/** What `drift` finds in a database, and how it ends. */
export async function driftOf(url: URL) {
  const { code, stdout, stderr } = await runHere(['drift', '--format', 'json', ...onSuiteServer()], {
    env: { DRIFTPROOF_URL: url.href },
  });
  if (!stdout) throw new Error(stderr);
  const { findings } = JSON.parse(stdout) as { findings: readonly Found[] };
  return { code, findings };
}

export const namesOf = (findings: readonly Found[]): string[] =>
  findings.map(({ rule, object }) => `${rule} ${object.name}`).sort();
