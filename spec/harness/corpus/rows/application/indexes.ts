import { alone, mutations } from '../row.ts';

const again = (name: string, rest: string): string => `DROP INDEX ${name}; CREATE INDEX ${name} ON ${rest}`;
const created = 'public.output_asset.output_asset_created_at_idx';
const onCreated = (rest: string): string => again('output_asset_created_at_idx', `output_asset ${rest}`);
const listed = 'public.outputs.outputs_user_id_created_at_idx';
const onListed = (rest: string): string => again('outputs_user_id_created_at_idx', `outputs ${rest}`);
const unfinished = 'public.outputs.outputs_unfinished_idx';
const onUnfinished = (rest: string): string => again('outputs_unfinished_idx', `outputs ${rest}`);

export const indexes = mutations('application', 'index', [
  ['dropped', 'DROP INDEX output_asset_created_at_idx', `index-missing ${created}`],
  ['renamed', 'ALTER INDEX output_asset_created_at_idx RENAME TO by_time', `index-renamed ${created}`],
  ['added', 'CREATE INDEX by_url ON output_asset (url)', 'index-extra public.output_asset.by_url'],
  [
    'unique',
    'DROP INDEX output_asset_created_at_idx; CREATE UNIQUE INDEX output_asset_created_at_idx ON output_asset (created_at)',
    `index-unique ${created}`,
  ],
  ['another method', onCreated('USING brin (created_at)'), `index-method ${created}`],
  ['another column', onCreated('(persist_until)'), `index-keys ${created}`],
  ['descending', onCreated('(created_at DESC)'), `index-keys ${created}`],
  ['nulls first', onCreated('(created_at NULLS FIRST)'), `index-keys ${created}`],
  ['an expression', onCreated("(date_trunc('day', created_at))"), `index-keys ${created}`],
  ['included columns', onCreated('(created_at) INCLUDE (url)'), `index-include ${created}`],
  ['a predicate', onCreated('(created_at) WHERE is_removed'), `index-predicate ${created}`],
  [
    'storage parameters',
    'ALTER INDEX output_asset_created_at_idx SET (fillfactor = 50)',
    `index-options ${created}`,
  ],
  [
    'clustered',
    'ALTER TABLE output_asset CLUSTER ON output_asset_created_at_idx',
    `index-clustered ${created}`,
  ],
  ['columns in another order', onListed('(created_at DESC NULLS LAST, user_id)'), `index-keys ${listed}`],
  ['one column less', onListed('(user_id)'), `index-keys ${listed}`],
  ['plain DESC, that is nulls first', onListed('(user_id, created_at DESC)'), `index-keys ${listed}`],
  ['ascending', onListed('(user_id, created_at)'), `index-keys ${listed}`],
  ['without its predicate', onUnfinished('(created_at)'), `index-predicate ${unfinished}`],
  [
    'with one label less',
    onUnfinished("(created_at) WHERE status IN ('queued')"),
    `index-predicate ${unfinished}`,
  ],
  [
    'with another label',
    onUnfinished("(created_at) WHERE status IN ('queued', 'failed')"),
    `index-predicate ${unfinished}`,
  ],
  [
    'turned into its opposite',
    onUnfinished("(created_at) WHERE status NOT IN ('queued', 'running')"),
    `index-predicate ${unfinished}`,
  ],
  ['comment', "COMMENT ON INDEX outputs_unfinished_idx IS 'why'", `index-comment ${unfinished}`],
  [
    'a build that failed half way',
    alone(
      'DROP INDEX output_asset_created_at_idx',
      `WITH u AS (INSERT INTO users (email) VALUES ('a') RETURNING id), o AS (INSERT INTO outputs (user_id, prompt) SELECT id, '' FROM u RETURNING id)
       INSERT INTO output_asset (output_id, url, content_type) SELECT id, '', '0' FROM o`,
      {
        fails:
          'CREATE INDEX CONCURRENTLY output_asset_created_at_idx ON output_asset ((1 / content_type::int))',
      },
    ),
    `index-keys ${created}`,
    `index-valid ${created}`,
  ],
  [
    'invalid, and nothing else is wrong',
    alone(
      "INSERT INTO users (email) VALUES ('a'), ('b')",
      'DROP INDEX outputs_unfinished_idx',
      `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'outputs_user_id_created_at_idx'::regclass`,
      "CREATE INDEX outputs_unfinished_idx ON outputs (created_at) WHERE status IN ('queued', 'running')",
    ),
    `index-valid ${listed}`,
  ],
  [
    'a rebuild that failed half way leaves a copy',
    alone(
      "INSERT INTO users (email, display_name) VALUES ('a', 'same'), ('b', 'same')",
      { fails: 'CREATE UNIQUE INDEX CONCURRENTLY by_name ON users (display_name)' },
      { fails: 'REINDEX INDEX CONCURRENTLY by_name' },
    ),
    'index-extra public.users.by_name',
    'index-extra public.users.by_name_ccnew',
  ],
]);
