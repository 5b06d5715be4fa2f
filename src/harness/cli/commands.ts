import type { Report } from '../model/report.ts';
import type { Example } from './examples.ts';

export type CommandName = Report['command'];

/** A command as the help shows it. */
export interface CommandOfLine {
  readonly name: CommandName;
  /** The question that it answers. */
  readonly about: string;
  /** Whether it reads a live database. */
  readonly live: boolean;
  /** Whether it needs a server for scratch databases. */
  readonly server: boolean;

  readonly examples: readonly Example[];
}

export const commands: readonly CommandOfLine[] = [
  {
    name: 'history',
    about: 'is the migrations folder one consistent line?',
    live: false,
    server: false,
    examples: [
      ['history', 'before each commit: files only, in less than a second'],
      ['history --config packages/db/drizzle.config.ts', 'of one project among several'],
    ],
  },
  {
    name: 'status',
    about: 'which migrations has a live database applied?',
    live: true,
    server: false,
    examples: [
      ['status --url postgres://reader@db.example.com/app', 'of the database at a URL'],
      ['status --pending fails', 'after a deployment: nothing may be pending'],
    ],
  },
  {
    name: 'verify',
    about: 'do the migrations build what the schema declares, and can each be taken back?',
    live: false,
    server: true,
    examples: [
      ['verify', 'everything, on a container or the embedded server'],
      ['verify --base origin/main', 'in a pull request: only the migrations that are new'],
      ['verify --no-cost --rows 0', 'the migrations and the schema only, as fast as it goes'],
      [
        'verify --format text --format junit --output junit.xml',
        'a report for people, and one for a machine',
      ],
    ],
  },
  {
    name: 'drift',
    about: 'does a live database agree with its migrations?',
    live: true,
    server: true,
    examples: [
      ['drift --env-file .env.staging', 'with the URL that a file of variables gives'],
      ['drift --sql fix.sql', 'and the SQL that would fix it, into a file'],
      ['drift --fail-on breaking', 'on a schedule that only wakes people for what breaks'],
      ['drift --shard 1/3', 'the first third of the databases that the settings name'],
    ],
  },
  {
    name: 'repair',
    about: 'which SQL makes a live database what it should be? It is printed, never run',
    live: true,
    server: true,
    examples: [
      ['repair --output repair.sql', 'the report and its SQL, to read before psql runs it'],
      ['repair --destructive', 'with what drops something as SQL, not as comments'],
    ],
  },
  {
    name: 'adopt',
    about: 'which migration makes the repository agree with a live database?',
    live: true,
    server: true,
    examples: [
      ['adopt', 'shows the migration'],
      ['adopt --name hotfix_index --write', 'writes its files'],
    ],
  },
  {
    name: 'baseline',
    about: 'what is known and lived with today, so that only what is new fails?',
    live: true,
    server: true,
    examples: [
      ['baseline', 'takes what verify finds today for known'],
      ['baseline --for drift --update', 'adds what is new in a live database'],
    ],
  },
  {
    name: 'init',
    about: 'what does a project need? It writes the config, a workflow, a spec file and the baseline',
    live: false,
    server: true,
    examples: [
      ['init', 'writes what is missing, and replaces nothing'],
      ['init --dry-run', 'shows what it would write'],
    ],
  },
  {
    name: 'down',
    about: 'what takes a migration back? It drafts the down files that are missing',
    live: false,
    server: true,
    examples: [
      ['down 0012_add_notes', 'the draft of one'],
      ['down --write', 'writes all that are missing'],
    ],
  },
];
