import type { BadInput } from './row.ts';

const up = (name: string, text: string, line: string | RegExp): BadInput => ({
  name: `migration: ${name}`,
  files: { 'drizzle/0000_step.sql': text },
  line,
});

/** What is wrong with a migration is a finding, whose message and advice are these: exit code 2. */
export const badMigrations: readonly BadInput[] = [
  up(
    'a byte order mark',
    '\ufeffCREATE TABLE t (id integer PRIMARY KEY);',
    '0000_step.sql: syntax error at or near "\\ufeffCREATE"; save the file as UTF-8 without a byte order mark',
  ),
  up(
    'commands of psql',
    '\\restrict Xy\nCREATE TABLE t (id integer PRIMARY KEY);\n\\unrestrict Xy\n',
    '0000_step.sql: syntax error at or near "\\"; take out the lines that begin with a backslash, commands of psql as pg_dump writes them: Drizzle sends the file to the server as it is',
  ),
  up(
    'rows for psql to send',
    'CREATE TABLE t (id integer PRIMARY KEY);\nCOPY t (id) FROM stdin;\n1\n2\n\\.\n',
    '0000_step.sql: syntax error at or near "1"; write INSERT in place of COPY … FROM stdin, whose rows only psql can send',
  ),
  up(
    'a word that is none',
    'CREATE TABEL t ();',
    '0000_step.sql: syntax error at or near "TABEL"; correct the statement',
  ),
  up('a text that does not end', "SELECT 'x;", /^0000_step\.sql: unterminated quoted string/),
  up('a zero byte', 'SELECT 1;\0', '0000_step.sql: contains a zero byte; save the file as UTF-8'),
  up('no statement', '-- later', /^0000_step\.sql: contains no statement; /),
  up(
    'an unfinished merge',
    '<<<<<<< HEAD\nSELECT 1;\n=======\nSELECT 2;\n>>>>>>> b\n',
    /contains unresolved merge conflict markers; resolve the conflict/,
  ),
];

const journal = (name: string, text: string, line: string | RegExp): BadInput => ({
  name: `journal: ${name}`,
  files: { 'drizzle/meta/_journal.json': text },
  line,
});

export const badFiles: readonly BadInput[] = [
  journal(
    'not JSON',
    '{ "entries": [',
    /^drizzle\/meta\/_journal\.json: is not valid JSON: .*; fix the file/,
  ),
  journal('null', 'null', /^drizzle\/meta\/_journal\.json: .*"entries"/),
  journal('entries that are an object', '{ "entries": {} }', /^drizzle\/meta\/_journal\.json: .*"entries"/),
  journal(
    'an entry of null',
    '{ "entries": [null] }',
    /^drizzle\/meta\/_journal\.json: .*entr.*"idx" and "when" .* "tag"/,
  ),
  journal(
    'a time that is a text',
    '{ "entries": [{ "idx": 0, "when": "soon", "tag": "0000_step" }] }',
    /^drizzle\/meta\/_journal\.json: .*entr.*"idx" and "when" .* "tag"/,
  ),
  {
    name: 'folder: a file',
    files: {
      'drizzle.config.ts':
        "export default { dialect: 'postgresql', schema: './schema.ts', out: './schema.ts' };",
    },
    line: 'schema.ts: is a file, not a folder',
  },
  {
    name: 'folder: not there',
    files: {
      'drizzle.config.ts': "export default { dialect: 'postgresql', schema: './schema.ts', out: './gone' };",
    },
    line: /^gone.*: no such file or folder/,
  },
];
