import { type BadInput, exporting } from './row.ts';

const accepted = {
  command: 'drift',
  rule: 'index-missing',
  name: 'public.t.i',
  reason: 'is being rebuilt',
  until: '2999-12-31',
};

const settings = (name: string, value: string, line: string): BadInput => ({
  name: `settings: ${name}`,
  files: { 'driftproof.config.ts': exporting(value) },
  line: `driftproof.config.ts${line}`,
});

const entry = (name: string, change: object, line: string): BadInput =>
  settings(name, JSON.stringify({ accept: [{ ...accepted, ...change }] }), `, accept[0]${line}`);

export const badSettings: readonly BadInput[] = [
  settings('unknown', '{ acept: [] }', ', acept: "acept" is not a valid setting; did you mean "accept"?'),
  settings(
    'unlike any',
    '{ ignore: [] }',
    ', ignore: "ignore" is not a valid setting; use accept, severity, prelude, rows, role, platform, ledger, targets, compare, roles',
  ),
  settings(
    'targets: no place',
    "{ targets: [{ name: 'a' }] }",
    ', targets[0]: must have one of env, file, command, which leads to URLs',
  ),
  settings(
    'targets: two places',
    "{ targets: [{ env: 'A', file: 'b' }] }",
    ', targets[0]: must have one of env, file, command, which leads to URLs',
  ),
  settings(
    'targets: a URL',
    "{ targets: [{ url: 'postgres://a' }] }",
    ', targets[0].url: "url" is not a valid key; use name, env, file, command, tenants',
  ),
  settings('targets: no word', '{ targets: [{ command: [] }] }', ', targets[0].command: must not be empty'),
  settings('compare: a word', "{ compare: 'all' }", ', compare: must be an object, not "all"'),
  settings(
    'compare: not a choice',
    "{ compare: { rights: 'granted' } }",
    ', compare.rights: "granted" is not a valid choice; use migrations, all, none',
  ),
  settings(
    'compare: an unknown key',
    "{ compare: { owner: 'all' } }",
    ', compare.owner: "owner" is not a valid key; did you mean "owners"?',
  ),
  settings(
    'compare: owners by name, and no name',
    "{ compare: { owners: 'all' } }",
    ', compare.owners: "all" compares owners by name, and nothing names the role that runs migrations; name it in "role"',
  ),
  settings('roles: a list', "{ roles: ['app'] }", ', roles: must be an object, not a list'),
  settings(
    'roles: PUBLIC',
    "{ roles: { app: 'public' } }",
    ', roles.app: PUBLIC is not a role, and has one name everywhere',
  ),
  settings('roles: no name', "{ roles: { app: '' } }", ', roles.app: must not be empty'),
  settings('a function', '() => ({})', ': must be an object, not a function'),
  settings('a promise', 'Promise.resolve({})', ': must be an object, not a promise'),
  settings('null', 'null', ': must be an object, not null'),
  settings('a list', '[]', ': must be an object, not a list'),
  settings('accept: an object', '{ accept: {} }', ', accept: must be a list, not an object'),
  settings('accept: a list of texts', "{ accept: ['x'] }", ', accept[0]: must be an object, not "x"'),
  settings('accept: a list of lists', '{ accept: [[]] }', ', accept[0]: must be an object, not a list'),
  entry(
    'accept: an unknown key',
    { untill: 'x' },
    '.untill: "untill" is not a valid key; did you mean "until"?',
  ),
  entry('accept: no reason', { reason: undefined }, '.reason: must be given'),
  entry('accept: an empty reason', { reason: '  ' }, '.reason: must not be empty'),
  entry('accept: a name that is a number', { name: 7 }, '.name: must be a string, not 7'),
  entry(
    'accept: an unknown rule',
    { rule: 'index-mising' },
    '.rule: "index-mising" is not a valid rule; did you mean "index-missing"?',
  ),
  entry(
    'accept: a pattern that fits no rule',
    { rule: 'indexes-*' },
    '.rule: "indexes-*" is not a valid rule; see docs/rules.md',
  ),
  entry(
    'accept: an unknown command',
    { command: 'drif' },
    '.command: "drif" is not a valid command; did you mean "drift"?',
  ),
  entry(
    'accept: an unknown kind',
    { kind: 'indx' },
    '.kind: "indx" is not a valid kind of object; did you mean "index"?',
  ),
  entry(
    'accept: a day that there is not',
    { until: '2026-02-31' },
    '.until: is not a date (YYYY-MM-DD): "2026-02-31"',
  ),
  entry('accept: no day', { until: 'soon' }, '.until: is not a date (YYYY-MM-DD): "soon"'),
  settings(
    'accept: a day that is a Date',
    `{ accept: [{ ...${JSON.stringify(accepted)}, until: new Date(0) }] }`,
    ', accept[0].until: must be a string, not an object',
  ),
  settings(
    'severity: an unknown one',
    "{ severity: { 'index-missing': 'breaking!' } }",
    ', severity["index-missing"]: "breaking!" is not a valid severity; did you mean "breaking"?',
  ),
  settings(
    'severity: unlike any',
    "{ severity: { 'index-missing': 3 } }",
    ', severity["index-missing"]: 3 is not a valid severity; use info, warning, breaking, off',
  ),
  settings(
    'severity: of an unknown rule',
    "{ severity: { 'table-extras': 'info' } }",
    ', severity["table-extras"]: "table-extras" is not a valid rule; did you mean "table-extra"?',
  ),
  settings(
    'severity: off for what says why there is no answer',
    "{ severity: { 'could-not-tell': 'off' } }",
    ', severity: must not be off for could-not-tell and migration-fails, which say why there is no answer',
  ),
  settings('severity: a list', "{ severity: ['info'] }", ', severity: must be an object, not a list'),
  settings('prelude: a text', "{ prelude: 'SELECT 1' }", ', prelude: must be a list, not "SELECT 1"'),
  settings('prelude: a number', '{ prelude: [1] }', ', prelude[0]: must be a string, not 1'),
  settings('rows: a list', '{ rows: [] }', ', rows: must be an object, not a list'),
  settings('rows: a number', "{ rows: { '0000_step': 1 } }", ', rows["0000_step"]: must be a string, not 1'),
  {
    name: 'settings: a file of SQL that is not there',
    files: { 'driftproof.config.ts': exporting("{ prelude: ['platform.sql'] }") },
    line: 'platform.sql: no such file or folder',
  },
  {
    name: 'settings: a file that throws',
    files: { 'driftproof.config.ts': "throw new Error('no luck');" },
    line: 'driftproof.config.ts: cannot be loaded: no luck',
  },
  {
    name: 'settings: JSON that is none',
    files: { 'driftproof.config.json': '{ "accept": [ }' },
    line: /^driftproof\.config\.json: is not valid JSON/,
  },
  {
    name: 'settings: JSON that is a list',
    files: { 'driftproof.config.json': '[]' },
    line: 'driftproof.config.json: must be an object, not a list',
  },
  {
    name: 'settings: JSON with an unknown key',
    files: { 'driftproof.config.json': '{ "$schema": "x", "acept": [] }' },
    line: 'driftproof.config.json, acept: "acept" is not a valid setting; did you mean "accept"?',
  },
  {
    name: 'settings: in two places',
    files: {
      'driftproof.config.ts': exporting('{}'),
      'package.json': '{ "driftproof": { "severity": {} } }',
    },
    line: 'package.json: the key "driftproof" has no effect beside driftproof.config.ts; keep the settings in one place',
  },
  {
    name: 'settings: in two files',
    files: { 'driftproof.config.ts': exporting('{}'), 'driftproof.config.js': exporting('{}') },
    line: 'driftproof.config.js: has no effect; keep the settings in driftproof.config.ts alone',
  },
  {
    name: 'settings: in a file that is not read',
    files: { 'driftproof.config.yaml': '{}' },
    line: 'driftproof.config.yaml: has no effect; call it driftproof.config.ts',
  },
  {
    name: 'package.json: not JSON',
    files: { 'package.json': '{ "driftproof": {}' },
    line: /^package\.json: is not (valid )?JSON: .*/,
  },
  {
    name: 'package.json: settings that are a text',
    files: { 'package.json': '{ "driftproof": "strict" }' },
    line: 'package.json: must be an object, not "strict"',
  },
];
