import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { allRules } from '../../src/harness/checks/rules/registry.ts';
import { settingsShape } from '../../src/harness/config/settings-shape.ts';
import { settingsSchema } from './settings-schema.ts';

const file = JSON.parse(readFileSync('schemas/settings.json', 'utf8'));
const shape = settingsShape([...allRules.keys()]);
const fits = new Ajv({ allErrors: true }).compile(file);

it('schemas/settings.json is as `npm run docs:settings` makes it', () => {
  expect(file).toEqual(JSON.parse(JSON.stringify(settingsSchema)));
});

it('it knows every setting', () => {
  expect(Object.keys(file.properties)).toEqual(['$schema', ...Object.keys(shape.pipe[2].entries)]);
});

const entry = { command: 'drift', rule: 'index-*', name: '*', reason: 'why', until: '2999-12-31' };

const good: readonly object[] = [
  {},
  { accept: [entry, { ...entry, rule: 'index-missing', kind: 'index' }] },
  { severity: { 'index-missing': 'off', 'migration-*': 'breaking' } },
  { prelude: ['CREATE SCHEMA auth', 'prelude.sql'], rows: { '0003_add_tier': 'spec/tier.sql' } },
  { role: 'owner', platform: 'neon', ledger: 'none' },
  { ledger: { schema: 'drizzle', table: 'log' } },
  { compare: { rights: 'none' }, roles: { app_production: 'app' } },
  { compare: {} },
];

const bad: readonly unknown[] = [
  [],
  null,
  'x',
  { acept: [] },
  { accept: {} },
  { accept: ['x'] },
  { accept: [{ ...entry, untill: 'x' }] },
  { accept: [{ ...entry, until: 'soon' }] },
  { accept: [{ ...entry, reason: ' ' }] },
  { accept: [{ ...entry, reason: undefined }].map(({ reason: _, ...rest }) => rest) },
  { accept: [{ ...entry, rule: 'index-mising' }] },
  { accept: [{ ...entry, kind: 'indx' }] },
  { accept: [{ ...entry, command: 'drif' }] },
  { severity: { 'index-missing': 'breaking!' } },
  { severity: { 'table-extras': 'info' } },
  { severity: ['info'] },
  { prelude: 'SELECT 1' },
  { prelude: [''] },
  { rows: { '0000_step': 1 } },
  { role: '' },
  { platform: 'heroku' },
  { compare: 'all' },
  { compare: { rights: 'some' } },
  { compare: { grants: 'all' } },
  { roles: ['app'] },
  { roles: { app_production: 1 } },
  { ledger: 'flyway' },
  { ledger: { schema: 'drizzle' } },
  { ledger: { schema: 'drizzle', table: 'log', column: 'x' } },
];

describe('an editor and the loader judge alike', () => {
  it.each(good.map((each) => [JSON.stringify(each), each]))('good: %s', (_, each) => {
    expect({ editor: fits(each), loader: v.is(shape, each) }).toEqual({ editor: true, loader: true });
  });

  it.each(bad.map((each) => [JSON.stringify(each), each]))('bad: %s', (_, each) => {
    expect({ editor: fits(each), loader: v.is(shape, each) }).toEqual({ editor: false, loader: false });
  });
});
