import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { onSuiteServer, runCli, useProjects } from '../../support/cli.ts';

const newProject = useProjects();

const verifyJson = async (cwd: string) => {
  const ran = await runCli(['verify', '--no-cost', '--format', 'json', ...onSuiteServer()], { cwd });
  return { code: ran.code, report: JSON.parse(ran.stdout) };
};

describe('verify of this project', () => {
  it('ends 0 with a line for each migration', async () => {
    const { code, stdout, stderr } = await runCli(['verify', ...onSuiteServer()]);
    const lines = stdout.split('\n').filter((line) => /^ {2}000\d_/.test(line));
    expect(lines).toHaveLength(9);
    for (const line of lines) expect(line).toMatch(/^ {2}\w+ +✓ {3}✓ {5}✓ {8}✓ +\d+ ms$/);
    expect(stdout).toMatch(/^ {2}migration +up {2}down {2}reapply {2}rows$/m);
    expect(stdout).toMatch(/^agrees: 0 breaking, 0 warning, \d+ info/m);
    expect(stderr).toMatch(/^driftproof: scratch databases on /);
    expect(code).toBe(0);
  });

  it('says how many cycles one database can take, as an info', async () => {
    const { report } = await verifyJson('.');
    const said = report.findings.filter(({ rule }: { rule: string }) => rule === 'migration-column-slots');
    expect(said.map(({ severity }: { severity: string }) => severity)).toEqual(Array(5).fill('info'));
    expect(said.at(-1).message).toContain('can be applied 796 times to one database');
  });

  it('prints JSON by the contract, and nothing else on standard output', async () => {
    const { report } = await verifyJson('.');
    expect(report).toMatchObject({
      version: 2,
      tool: { name: 'driftproof', version: expect.any(String) },
      command: 'verify',
      server: { kind: 'url', version: expect.stringMatching(/^\d+/) },
      summary: {
        findings: expect.any(Number),
        breaking: 0,
        warning: 0,
        info: expect.any(Number),
        objects: expect.any(Number),
        ms: expect.any(Number),
      },
    });
    expect(Object.keys(report.findings[0])).toEqual([
      'rule',
      'severity',
      'object',
      'attribute',
      'expected',
      'actual',
      'culprit',
      'source',
      'step',
      'message',
      'advice',
      'page',
    ]);
  });

  it('counts infos when told to', async () => {
    expect(
      (await runCli(['verify', '--no-cost', '--fail-on', 'info', '--quiet', ...onSuiteServer()])).code,
    ).toBe(2);
  });

  it('prints its verdict only, and nothing on standard error, when quiet; and writes to a file when told to', async () => {
    const folder = await newProject();
    const ran = await runCli(
      ['verify', '--no-cost', '--quiet', '--output', 'report.txt', ...onSuiteServer()],
      {
        cwd: folder,
      },
    );
    expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await readFile(join(folder, 'report.txt'), 'utf8')).toMatch(
      /^✓ files: 9 migrations\n✓ schema ↔ migrations: .*\nagrees: 0 breaking, .*\n$/,
    );
  });
});

describe('verify of a project with something wrong', () => {
  const migrations = 'drizzle/migrations';
  const last = `${migrations}/0008_add_persistence_and_reference_images`;
  const edit = async (folder: string, file: string, from: string, to: string): Promise<void> => {
    const text = await readFile(join(folder, file), 'utf8');
    expect(text).toContain(from);
    await writeFile(join(folder, file), text.replace(from, to));
  };
  const serious = (report: { findings: { rule: string; severity: string; object: { name: string } }[] }) =>
    report.findings
      .filter(({ severity }) => severity !== 'info')
      .map(({ rule, object }) => `${rule} ${object.name}`);

  it('a down that leaves an index behind', async () => {
    const folder = await newProject();
    await edit(
      folder,
      `${last}_down.sql`,
      'DROP INDEX "output_asset_created_at_idx";--> statement-breakpoint\n',
      '',
    );
    const { code, report } = await verifyJson(folder);
    expect(serious(report)[0]).toBe('index-extra output_asset_created_at_idx');
    expect(report.findings.find(({ rule }: { rule: string }) => rule === 'index-extra')).toMatchObject({
      message: expect.stringContaining('is left behind by the down of 0008'),
      culprit: 'migration',
      source: { file: `${last}_down.sql` },
    });
    expect(code).toBe(2);
  });

  it('a down that Postgres refuses, with its line', async () => {
    const folder = await newProject();
    await appendFile(join(folder, `${last}_down.sql`), '--> statement-breakpoint\nDROP TABLE "nobody";\n');
    const { code, report } = await verifyJson(folder);
    expect(serious(report)).toEqual(['migration-step-fails 0008_add_persistence_and_reference_images']);
    expect(
      report.findings.find(({ rule }: { rule: string }) => rule === 'migration-step-fails').source,
    ).toEqual({
      file: `${last}_down.sql`,
      line: 8,
    });
    expect(code).toBe(2);
  });

  it('a schema that declares what no migration makes', async () => {
    const folder = await newProject();
    await edit(
      folder,
      'src/lib/schema.ts',
      "imageUrl: text('image_url')",
      "caption: text('caption'), imageUrl: text('image_url')",
    );
    const { code, report } = await verifyJson(folder);
    expect(serious(report)).toEqual(['column-missing caption']);
    expect(code).toBe(2);
  });

  it('a migration that was edited by hand', async () => {
    const folder = await newProject();
    await edit(folder, `${last}.sql`, 'boolean DEFAULT false', 'boolean DEFAULT true');
    const { code, report } = await verifyJson(folder);
    expect(serious(report)).toEqual(['column-default is_avatar']);
    expect(code).toBe(2);
  });
});
