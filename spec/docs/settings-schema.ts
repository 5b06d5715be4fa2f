import { allRules } from '../../src/harness/checks/rules/registry.ts';
import { severities } from '../../src/harness/model/finding.ts';
import { kinds } from '../../src/harness/model/identity.ts';
import { commands } from '../../src/harness/model/report.ts';
import { comparisons, platformNames } from '../../src/harness/model/settings.ts';

const text = (description: string) => ({ type: 'string', pattern: '\\S', description });
const exactly = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  ...(required.length > 0 ? { required } : {}),
  properties,
});

/** An editor offers the words; a pattern has a `*`. */
const rule = { anyOf: [{ enum: [...allRules.keys()] }, { type: 'string', pattern: '\\*' }] };

const accepted = exactly(
  {
    command: { enum: commands, description: 'the command whose report it is accepted in' },
    rule: { ...rule, description: 'a rule id; * stands for any text' },
    kind: { enum: kinds, description: "the object's kind; any when absent" },
    name: text("the object's name as the report prints it, without its kind; * stands for any text"),
    reason: text('why'),
    until: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$', description: 'the last day, as 2026-12-31' },
  },
  ['command', 'rule', 'name', 'reason', 'until'],
);

const command = { type: 'array', minItems: 1, items: text('a word of the command line') };
const targetSource = {
  ...exactly({
    name: text('the name of the database, where its line says none'),
    env: text('a variable of the environment'),
    file: text('the path of a file'),
    command: { ...command, description: 'a command that prints lines' },
    tenants: exactly(
      {
        like: text('the names of schemas that are alike; * stands for any text'),
        schema: text('the schema that they are copies of; public when absent'),
      },
      ['like'],
    ),
  }),
  oneOf: [{ required: ['env'] }, { required: ['file'] }, { required: ['command'] }],
};

/** What an editor knows of `driftproof.config.json`, and of the key `driftproof` in a package.json. */
export const settingsSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'driftproof: settings',
  description: 'What docs/settings.md tells of.',
  ...exactly({
    $schema: { type: 'string' },
    accept: {
      type: 'array',
      items: accepted,
      description: 'differences that are known and lived with until a day',
    },
    severity: {
      type: 'object',
      propertyNames: rule,
      additionalProperties: { enum: [...severities, 'off'] },
      description: 'severities of rules, by rule id or pattern',
    },
    prelude: {
      type: 'array',
      items: text('SQL, or the path of a file that ends in .sql'),
      description: 'SQL that prepares every scratch database with what a platform brings',
    },
    rows: {
      type: 'object',
      propertyNames: { pattern: '\\S' },
      additionalProperties: text('SQL, or the path of a file that ends in .sql'),
      description: 'SQL, by the tag of a migration, that puts rows into the database which it is tried on',
    },
    role: text('the role that production runs migrations as'),
    platform: {
      enum: platformNames,
      description: 'the platform whose roles, schemas and functions a database has',
    },
    ledger: {
      anyOf: [
        { enum: ['supabase', 'none'] },
        exactly({ schema: { type: 'string' }, table: { type: 'string' } }, ['schema', 'table']),
      ],
      description: 'where a database records the migrations that it has applied',
    },
    targets: {
      type: 'array',
      items: targetSource,
      description: 'where the URLs of databases come from that drift asks all at once, one on each line',
    },
    compare: {
      ...exactly({ rights: { enum: comparisons }, owners: { enum: comparisons } }),
      description: 'how much is compared of rights, and of who owns what',
    },
    roles: {
      type: 'object',
      additionalProperties: { type: 'string' },
      description: 'what the migrations call the roles of other environments, by their names there',
    },
  }),
};
