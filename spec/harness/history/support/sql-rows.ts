import { fourth, type Row } from './row.ts';

const more = '0003_more.sql';

const sqlRow = (name: string, up: string, ...found: Row['found']): Row => ({
  name,
  layout: 'journal',
  spoil: fourth(up),
  found,
});

/** Folders in which the text of a file is wrong. */
export const sqlRows: readonly Row[] = [
  sqlRow('a file is empty', '', ['migration-empty', '0003_more', more]),
  sqlRow('a file holds nothing but comments', '-- Custom SQL migration file /* */\n;', [
    'migration-empty',
    '0003_more',
    more,
  ]),
  {
    name: 'a down is empty',
    layout: 'journal',
    spoil: fourth('SELECT 1;', '-- nothing to take back'),
    found: [['migration-empty', '0003_more', '0003_more_down.sql']],
  },
  {
    name: 'a down says why there is no way back',
    layout: 'journal',
    spoil: fourth('SELECT 1;', '\n-- irreversible: the old values are gone\n-- for good'),
    found: [['migration-irreversible', '0003_more', '0003_more_down.sql', 1]],
  },
  {
    name: 'a down says that there is no way back, and not why',
    layout: 'journal',
    spoil: fourth('SELECT 1;', '/* irreversible */ SELECT 1;'),
    found: [['migration-irreversible-unexplained', '0003_more', '0003_more_down.sql', 1]],
  },
  {
    name: 'a later comment of a down speaks of irreversible things',
    layout: 'journal',
    spoil: fourth('SELECT 1;', '-- takes it back\n-- irreversible: no\nSELECT 1;'),
    found: [],
  },
  sqlRow('a statement does not parse', 'SELECT 1;\n--> statement-breakpoint\n-- é 🙂\nCREATE INDX oops;', [
    'migration-syntax',
    '0003_more',
    more,
    4,
  ]),
  {
    name: 'a statement of a down does not parse',
    layout: 'journal',
    spoil: fourth('SELECT 1;', '\n\nDROP TABEL more;'),
    found: [['migration-syntax', '0003_more', '0003_more_down.sql', 3]],
  },
  {
    name: 'a migration in its folder does not parse',
    layout: 'folders',
    spoil: (files) => {
      files['20250102120000_mood/migration.sql'] = 'SELECT (;';
    },
    found: [['migration-syntax', '20250102120000_mood', '20250102120000_mood/migration.sql', 1]],
  },
  sqlRow(
    'a file has unresolved merge conflict markers',
    'SELECT 1;\n<<<<<<< HEAD\nSELECT 2;\n=======\n>>>>>>> b\n',
    ['migration-conflict', '0003_more', more, 2],
  ),
  {
    name: 'a snapshot has unresolved merge conflict markers',
    layout: 'journal',
    spoil: (files) => {
      files['meta/0001_snapshot.json'] = '{\n<<<<<<< HEAD\n}';
    },
    found: [['migration-conflict', 'meta/0001_snapshot.json', 'meta/0001_snapshot.json', 2]],
  },
  sqlRow('the lines of a file end with CRLF', 'SELECT 1;\r\nSELECT 2;\r\n', [
    'migration-line-ends',
    '0003_more',
    more,
  ]),
  sqlRow(
    'a statement that needs no transaction follows others, comments and letters of two bytes',
    `SELECT '${'é'.repeat(99)}';\n\n/* why */ -- not\nCREATE INDEX CONCURRENTLY i ON users (id);\n\nSELECT 1;\n`,
    ['migration-needs-no-transaction', '0003_more', more, 4],
  ),
  sqlRow('an index is made concurrently', '-- é\nCREATE INDEX CONCURRENTLY i ON users (id);', [
    'migration-needs-no-transaction',
    '0003_more',
    more,
    2,
  ]),
  {
    name: 'a down drops an index concurrently',
    layout: 'folders',
    spoil: (files) => {
      files['20250103120000_index/down.sql'] = 'DROP INDEX CONCURRENTLY users_name;';
    },
    found: [['migration-needs-no-transaction', '20250103120000_index', '20250103120000_index/down.sql', 1]],
  },
  sqlRow('a migration commits', 'BEGIN;\nCREATE TABLE more (id int);\nCOMMIT;', [
    'migration-transaction-control',
    '0003_more',
    more,
    1,
  ]),
  sqlRow(
    'a value is used in the migration that adds it',
    "ALTER TYPE mood ADD VALUE 'glad';\n--> statement-breakpoint\nALTER TABLE users ADD mood mood DEFAULT 'glad';",
    ['migration-enum-value', '0003_more', more, 3],
  ),
  {
    name: 'a value is used in a later migration of the same deployment',
    layout: 'folders',
    spoil: (files) => {
      files['20250102120000_mood/migration.sql'] = "ALTER TYPE app.mood ADD VALUE 'glad';";
      files['20250103120000_index/migration.sql'] = "\nSELECT 'glad'::app.mood;";
    },
    found: [['migration-enum-value', '20250103120000_index', '20250103120000_index/migration.sql', 2]],
    severity: 'warning',
  },
  sqlRow('two migrations make one table', 'SELECT 1;\nCREATE TABLE "users" (id int);', [
    'migration-object-twice',
    '0003_more',
    more,
    2,
  ]),
  sqlRow('two migrations add one column', 'ALTER TABLE users ADD a int;\nALTER TABLE users ADD a int;', [
    'migration-object-twice',
    '0003_more',
    more,
    2,
  ]),
  sqlRow(
    'a migration makes a table that is called after the day',
    "SELECT 1;\nDO $$ BEGIN EXECUTE 'CREATE TABLE log_' || to_char(now(), 'YYYY') || ' ()'; END $$;",
    ['migration-depends-on-date', '0003_more', more, 2],
  ),
  {
    name: 'a migration makes what an unlisted file makes',
    layout: 'journal',
    spoil: (files) => {
      fourth('CREATE TABLE orders (id int);')(files);
      files['by-hand.sql'] = 'CREATE TABLE public.orders (id int);';
    },
    found: [
      ['migration-unlisted', 'by-hand.sql', 'by-hand.sql'],
      ['migration-object-twice', '0003_more', more, 1],
    ],
    severity: 'warning',
  },
];
