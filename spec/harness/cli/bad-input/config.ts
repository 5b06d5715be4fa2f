import { configOf } from '../../../support/projects.ts';
import { type BadInput, exporting } from './row.ts';

const exports = (name: string, value: string, line: string | RegExp): BadInput => ({
  name: `config: ${name}`,
  files: { 'drizzle.config.ts': exporting(value) },
  line,
});

const setting = (name: string, settings: object, line: string): BadInput => ({
  name: `config: ${name}`,
  files: { 'drizzle.config.ts': configOf('', settings)['drizzle.config.ts'] ?? '' },
  line: `drizzle.config.ts, ${line}`,
});

export const badConfigs: readonly BadInput[] = [
  exports('a function', '() => ({})', 'drizzle.config.ts: must be an object, not a function'),
  exports('a promise', 'Promise.resolve({})', 'drizzle.config.ts: must be an object, not a promise'),
  exports('a text', "'postgresql'", 'drizzle.config.ts: must be an object, not "postgresql"'),
  exports('null', 'null', 'drizzle.config.ts: must be an object, not null'),
  exports('no dialect', "{ schema: './schema.ts' }", 'drizzle.config.ts, dialect: must be given'),
  setting(
    'another dialect',
    { dialect: 'mysql' },
    'dialect: must be "postgresql", not "mysql"; no other dialect is supported',
  ),
  setting('schema: a number', { schema: 7 }, 'schema: must be a string or a list of strings, not 7'),
  setting(
    'schema: a list with a number',
    { schema: ['./schema.ts', 7] },
    'schema: must be a string or a list of strings, not a list',
  ),
  setting('schema: empty', { schema: '' }, 'schema: must not be empty'),
  setting('out: a number', { out: 7 }, 'out: must be a string, not 7'),
  setting(
    'casing: unknown',
    { casing: 'kebab-case' },
    'casing: "kebab-case" is not a valid casing; use snake_case, camelCase',
  ),
  setting('migrations: a text', { migrations: 'drizzle' }, 'migrations: must be an object, not "drizzle"'),
  setting(
    'migrations: a table that is a number',
    { migrations: { table: 1 } },
    'migrations.table: must be a string, not 1',
  ),
  setting(
    'schemaFilter: an object',
    { schemaFilter: {} },
    'schemaFilter: must be a string or a list of strings, not an object',
  ),
  setting(
    'tablesFilter: a number',
    { tablesFilter: [1] },
    'tablesFilter: must be a string or a list of strings, not a list',
  ),
  setting(
    'extensionsFilters: a text',
    { extensionsFilters: 'postgis' },
    'extensionsFilters: must be a list, not "postgis"',
  ),
  setting('entities: true', { entities: true }, 'entities: must be an object, not true'),
  setting(
    'entities.roles: a text',
    { entities: { roles: 'all' } },
    'entities.roles: must be true, false or an object, not "all"',
  ),
  {
    name: 'config: what is no JSON',
    files: { 'drizzle.config.json': '{ "dialect": ' },
    argv: ['history', '--config', 'drizzle.config.json'],
    line: /^drizzle\.config\.json: cannot be loaded: .*JSON.*/,
  },
  {
    name: 'config: what is no TypeScript',
    files: { 'drizzle.config.ts': 'export default {' },
    line: /^drizzle\.config\.ts: cannot be loaded: \S.*/,
  },
  {
    name: 'config: what throws nothing',
    files: { 'drizzle.config.ts': 'throw undefined;' },
    line: 'drizzle.config.ts: cannot be loaded: undefined',
  },
  {
    name: 'config: what throws without a word',
    files: { 'drizzle.config.ts': 'throw new Error();' },
    line: 'drizzle.config.ts: cannot be loaded: it throws an error without a message',
  },
  {
    name: 'config: what ends the process',
    files: { 'drizzle.config.ts': "process.stdout.write('no URL\\n'); process.exit(3);" },
    line: 'drizzle.config.ts: cannot be loaded: it exits the process: no URL',
  },
  {
    name: 'config: a folder',
    argv: ['history', '--config', '.'],
    line: '.: is a folder, not a file; name the config file',
  },
  {
    name: 'config: nowhere',
    argv: ['history', '--config', 'nowhere.ts'],
    line: 'nowhere.ts: config file not found; check --config',
  },
];
