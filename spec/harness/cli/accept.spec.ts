import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Accepted } from '../../../src/harness/model/settings.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { onSuiteServer, runHere, useProjects } from '../../support/cli.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const newProject = useProjects();
let live: Scratch;

beforeAll(async () => {
  live = await databases.create();
  await migrateByDrizzle(live.url);
  await live.run('DROP INDEX output_asset_is_removed_idx; CREATE TABLE backup_of_monday (id int)');
});

const index: Accepted = {
  command: 'drift',
  rule: 'index-missing',
  kind: 'index',
  name: 'public.output_asset.output_asset_is_removed_idx',
  reason: 'dropped on purpose while the table is rebuilt',
  until: '2999-12-31',
};
const table: Accepted = {
  command: 'drift',
  rule: '*-extra',
  name: 'public.backup_*',
  reason: 'kept for a week',
  until: '2999-12-31',
};

async function driftWith(settings: unknown, inManifest = false) {
  const folder = await newProject();
  if (inManifest) await writeFile(join(folder, 'package.json'), JSON.stringify({ driftproof: settings }));
  else await writeFile(join(folder, 'driftproof.config.ts'), `export default ${JSON.stringify(settings)};`);
  const args = ['drift', '--format', 'json', '--quiet', ...onSuiteServer()];
  const ran = await runHere(args, { cwd: folder, env: { DRIFTPROOF_URL: live.url.href } });
  const report: { findings?: { rule: string; severity: string; message: string }[] } = JSON.parse(ran.stdout);
  const findings = report.findings ?? [];
  return { ...ran, findings, rules: findings.map(({ rule }) => rule) };
}

describe('an accepted difference', () => {
  it.each([
    ['driftproof.config.ts', false],
    ['package.json', true],
  ])('in %s leaves the report', async (_, inManifest) => {
    expect((await driftWith({}, inManifest)).rules).toEqual(['table-extra', 'index-missing']);
    expect((await driftWith({ accept: [index] }, inManifest)).rules).toEqual(['table-extra']);
    expect(await driftWith({ accept: [index, table] }, inManifest)).toMatchObject({ code: 0, rules: [] });
  });

  it('of a rule that is off leaves it too, and is counted', async () => {
    const severity = { 'index-missing': 'off', 'table-extra': 'info' };
    const { code, rules, stdout } = await driftWith({ severity });
    expect({ code, rules }).toEqual({ code: 0, rules: ['table-extra'] });
    const { summary, notCompared } = JSON.parse(stdout);
    expect(summary).toMatchObject({ findings: 1, off: 1 });
    expect(notCompared).toContainEqual('1 finding of rules that are off, in driftproof.config.ts');
  });

  it('that is past its day is a finding, and so is what it accepted', async () => {
    const { code, rules, findings } = await driftWith({ accept: [{ ...index, until: '2020-01-31' }, table] });
    expect(rules).toEqual(['index-missing', 'accepted-expired']);
    expect(findings[1]?.message).toContain('was accepted until 2020-01-31 (dropped on purpose');
    expect(code).toBe(2);
  });

  it('that matches nothing is a finding', async () => {
    const { code, rules } = await driftWith({
      accept: [index, table, { ...index, name: 'public.nowhere.nothing_idx' }],
    });
    expect(rules).toEqual(['accepted-unused']);
    expect(code).toBe(2);
  });

  it('of another command says nothing here', async () => {
    expect((await driftWith({ accept: [index, table, { ...index, command: 'verify' }] })).code).toBe(0);
  });

  it('of another kind or rule accepts nothing', async () => {
    const { rules } = await driftWith({ accept: [{ ...index, kind: 'table' }, table] });
    expect(rules).toEqual(['index-missing', 'accepted-unused']);
  });
});

it('the severity of a rule can be changed', async () => {
  const { code, findings } = await driftWith({
    severity: { 'index-missing': 'breaking', 'table-extra': 'info' },
  });
  expect(findings.map(({ severity }) => severity)).toEqual(['info', 'breaking']);
  expect(code).toBe(2);
  expect((await driftWith({ severity: { 'index-missing': 'info', 'table-extra': 'info' } })).code).toBe(0);
  expect((await driftWith({ severity: { '*-missing': 'info', 'table-*': 'info' } })).code).toBe(0);
  expect((await driftWith({ severity: { '*': 'info', 'index-missing': 'breaking' } })).code).toBe(2);
});
