import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { type RanIn, runIn } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

/** What is found of a project under spec/projects, which has neither downs nor snapshots. */
interface Project {
  /** More than an info, of `verify`. */
  readonly verified?: readonly string[];
  /** Files whose SQL makes a database, each from the project's folder; all that it can be compared by is in them. */
  readonly live?: readonly string[];
  /** SQL that records or changes something there. */
  readonly besides?: string;
  /** More than an info, of `drift`. */
  readonly drifted?: readonly string[];
}

const drizzleLedger = (rows: string): string =>
  `CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id serial, hash text NOT NULL, created_at bigint);
   INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ${rows}`;

const projects: Readonly<Record<string, Project>> = {
  'short-id': {
    live: ['0000_short_id'],
    besides: 'ALTER TABLE thing ALTER id DROP DEFAULT',
    drifted: ['column-default id'],
  },
  'composite-key': {
    live: ['0000_rooms'],
    besides: 'ALTER TABLE bed DROP CONSTRAINT bed_room',
    drifted: ['foreign-key-missing bed_room'],
  },
  'view-chain': {
    live: ['0000_sales'],
    besides: 'DROP MATERIALIZED VIEW best',
    drifted: ['materialized-view-missing best'],
  },
  'earlier-when': { verified: ['migration-when-order 0001_n'], live: ['0000_a', '0001_n'] },
  'commit-inside': { verified: ['migration-transaction-control 0001_glad'] },
  'sign-up': {
    live: ['../platform', '0000_profile'],
    besides: 'DROP TRIGGER on_sign_up ON auth.users; CREATE TABLE auth.sessions ()',
    drifted: ['trigger-missing on_sign_up'],
  },
  'stale-snapshot': { verified: ['migration-snapshot-stale 0001_by_hand'], live: ['0000_a', '0001_by_hand'] },
  'misplaced-files': {
    verified: ['migration-file-missing 0001_b', 'migration-unlisted 0001_old_b.sql', 'could-not-tell 0001_b'],
  },
  'if-not-exists': { live: ['0000_a', '0001_again', '0002_once_more'] },
  'rows-in-a-block': { live: ['0000_a', '0001_backfill'] },
  'true-defects': {
    verified: ['schema-refused c', 'schema-refused e', 'schema-refused b_x_a_x_fk', 'table-missing late'],
  },
  'failing-middle': { verified: ['migration-fails 0001_broken'] },
  'two-dialects': { live: ['0000_a'] },
  commonjs: { live: ['0000_both'] },
  'lost-tsconfig': { live: ['0000_a'] },
  'exported-function': { live: ['0000_person'] },
  'wants-url': { live: ['0000_a'] },
  'old-journal': { live: ['0000_a', '0001_n'] },
  breakpoints: { live: ['0000_a', '0001_none', '0002_windows'] },
  'many-files': {},
  'renamed-table': { live: ['0000_homes', '0001_houses'] },
  'by-hand-besides': {
    live: ['0000_event'],
    besides: 'DROP INDEX latest_id; ALTER TABLE stay DROP CONSTRAINT stay_event_during_excl',
    drifted: ['index-missing latest_id', 'exclusion-missing stay_event_during_excl'],
  },
  squashed: {
    live: ['0000_baseline'],
    besides: drizzleLedger(`('one', 1735689600000), ('two', 1735776000000)`),
    drifted: ['migration-squashed 0000_baseline'],
  },
  'supabase-ledger': {
    live: ['20250101000000_a'],
    besides: `CREATE SCHEMA supabase_migrations;
      CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text);
      INSERT INTO supabase_migrations.schema_migrations VALUES ('20250101000000', '{}', 'a')`,
  },
  'no-ledger': { live: ['0000_a'] },
  'enum-order': {
    live: ['0000_mood', '0001_fine'],
    besides: "ALTER TYPE mood ADD VALUE 'angry'",
    drifted: ['enum-labels mood'],
  },
  credentials: { live: ['0000_a'] },
  neon: {},
  rds: {},
};

/** Those that have no answer to a part of the question. */
const unanswered: readonly string[] = ['misplaced-files', 'failing-middle'];

/** What they have in common is not told for each. */
const withoutHabits = ({ serious }: RanIn): string[] =>
  serious.filter((each) => !/^migration-(snapshot|down)-missing/.test(each));

const folderOf = (name: string): string => resolve('spec/projects', name);

it.each(Object.entries(projects))('%s has its verdict', async (name, { verified = [] }) => {
  const ran = await runIn(folderOf(name), ['verify', '--rows', '0']);
  expect(withoutHabits(ran), ran.stderr).toEqual(verified);
  expect(ran.code).toBe(unanswered.includes(name) ? 1 : 2);
});

const deployed = Object.entries(projects).filter(([, { live }]) => live);

it.each(deployed)('a database of %s has its verdict', async (name, { live = [], besides, drifted = [] }) => {
  const database = await databases.create();
  for (const file of live)
    await database.run(await readFile(join(folderOf(name), 'drizzle', `${file}.sql`), 'utf8'));
  if (besides) await database.run(besides);
  const ran = await runIn(folderOf(name), ['drift'], database.url);
  expect({ code: ran.code, serious: ran.serious }, ran.stderr).toEqual({
    code: drifted.length > 0 ? 2 : 0,
    serious: drifted,
  });
});
