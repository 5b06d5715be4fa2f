import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanReport } from '../../../src/harness/model/plan-report.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { onSuiteServer } from '../../support/cli.ts';
import { applicationHistory, applyMigrations } from '../../support/history.ts';
import { printedBy, runPrinted } from '../../support/printed.ts';
import { configOf, historyOf, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { handMade, sampled } from './hand-made.ts';

const databases = useScratchDatabases();
const stranger = useStrangers();
let migrated: Scratch;
let folder: string;

beforeAll(async () => {
  migrated = await databases.create();
  await migrateByDrizzle(migrated.url);
  folder = await mkdtemp(join(tmpdir(), 'repair-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const command = (name: string, live: Scratch, more: readonly string[] = [], cwd?: string) =>
  printedBy([name, ...more, ...onSuiteServer()], live.url, cwd);

async function planOf(live: Scratch, cwd?: string): Promise<PlanReport> {
  const { stdout } = await command('repair', live, ['--format', 'json'], cwd);
  return JSON.parse(stdout).plan;
}

async function changed(sql: string): Promise<Scratch> {
  const live = await databases.clone(migrated);
  await live.run(sql);
  return live;
}

describe('what repair prints makes the database what it should be, and is proved', () => {
  it.each(sampled)('%s', async (_, sql) => {
    const live = await changed(sql);
    const repair = await command('repair', live, ['--destructive']);
    expect({ code: repair.code, doubts: repair.stdout.match(/NOT PROVED.*/g) }).toEqual({
      code: 2,
      doubts: null,
    });
    await runPrinted(live, repair.stdout);
    const drift = await command('drift', live, ['--format', 'json']);
    const { findings }: { readonly findings: { rule: string }[] } = JSON.parse(drift.stdout);
    expect([drift.code, findings.filter(({ rule }) => rule !== 'table-column-order')]).toEqual([0, []]);
    await live.drop();
  });

  it('all of it at once', async () => {
    const live = await changed(handMade.map(([, sql]) => sql).join(';\n'));
    const { stdout } = await command('repair', live, ['--destructive']);
    expect(stdout.match(/NOT (PROVED|PLANNED).*/g)).toEqual([
      'NOT PLANNED: table public.output_asset (columnOrder): a column that is added to a table comes last',
    ]);
    await runPrinted(live, stdout);
    const again = await command('repair', live);
    expect(again.code).toBe(0);
    expect(again.stdout).not.toContain('BEGIN');
    await live.drop();
  });
});

/** What is no comment, statement by statement. */
const statementsOf = (script: string): string[] =>
  script
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('--'))
    .map((line) => line.replace(/;$/, ''));

describe('what it says of a plan', () => {
  it('prints what destroys something as comments, and the rest runs without it', async () => {
    const live = await changed(
      'ALTER TABLE outputs ADD COLUMN rating int; ALTER TABLE output_asset ALTER is_removed SET DEFAULT true',
    );
    const { stdout } = await command('repair', live);
    expect(stdout).toMatch(/^-- destroys the values of the column \(in the trial, \d+ values\)$/m);
    expect(stdout).toMatch(/^-- ALTER TABLE "public"\."outputs" DROP COLUMN "rating";$/m);
    await runPrinted(live, stdout);
    const left = await planOf(live);
    expect(left.statements.map(({ sql }) => sql)).toEqual([
      'ALTER TABLE "public"."outputs" DROP COLUMN "rating"',
    ]);
    await live.drop();
  });

  it('tells which values a change of type loses, and holds it back', async () => {
    const live = await changed('ALTER TABLE output_asset ALTER content_type TYPE text');
    const { statements, safe } = await planOf(live);
    expect(safe).toBe(0);
    expect(statements[0]?.loses).toMatch(/^\d+ values?, such as ".* in the trial$/);
    await live.drop();
  });

  it('tells what fails where rows are there', async () => {
    const live = await changed('ALTER TABLE outputs ALTER prompt DROP NOT NULL');
    const { statements } = await planOf(live);
    expect(statements[0]?.failsOnRows).toContain('contains null values');
    expect(statements[0]?.unproved).toBeNull();
    await live.drop();
  });

  it('tells of one statement of an object what fails there, and not what follows from that', async () => {
    const live = await changed("ALTER TYPE output_status ADD VALUE 'paused' BEFORE 'done'");
    const { statements } = await planOf(live);
    const ofEnum = statements.filter(({ object }) => object.kind === 'enum');
    const failing = ofEnum.flatMap(({ failsOnRows }) => failsOnRows ?? []);
    expect(failing).toEqual([expect.stringContaining('invalid input value for enum')]);
    await live.drop();
  });

  it('names the target without a password, and what was compared', async () => {
    const live = await changed('DROP INDEX output_asset_is_removed_idx');
    const { stdout } = await command('repair', live);
    expect(stdout).not.toContain(live.url.password);
    expect(stdout.split('\n')[0]).toContain(
      `${live.url.host}${live.url.pathname} what it should be after 0008`,
    );
    expect(stdout).toMatch(/^-- proved on Postgres \d+/m);
    expect(stdout).toContain('CREATE INDEX CONCURRENTLY');
    const { fingerprints } = await planOf(live);
    expect(fingerprints.expected).toBe((await planOf(migrated)).fingerprints.live);
    expect(fingerprints.live).not.toBe(fingerprints.expected);
    expect(stdout.split('\n')[1]).toBe(
      `-- the database is ${fingerprints.live}, expected is ${fingerprints.expected}`,
    );
    await live.drop();
  });

  it('waits for no lock for long, and keeps writers out as little as can be', async () => {
    const live = await changed(
      `ALTER TABLE reference_images DROP CONSTRAINT reference_images_output_id_outputs_id_fk;
       DROP INDEX output_asset_is_removed_idx`,
    );
    const sql = statementsOf((await command('repair', live)).stdout);
    expect(sql[0]).toBe("SET lock_timeout = '5s'");
    const [begin, commit] = [sql.indexOf('BEGIN'), sql.indexOf('COMMIT')];
    const inTransaction = sql.slice(begin + 1, commit);
    expect(inTransaction).toEqual([expect.stringMatching(/ADD CONSTRAINT .* FOREIGN KEY .* NOT VALID$/)]);
    expect(sql.slice(commit + 1).toSorted()).toEqual([
      expect.stringMatching(/ VALIDATE CONSTRAINT "reference_images_output_id_outputs_id_fk"$/),
      expect.stringMatching(/^CREATE INDEX CONCURRENTLY "output_asset_is_removed_idx"/),
    ]);
    await live.drop();
  });

  it('drift writes the same to a file', async () => {
    const live = await changed('DROP INDEX output_asset_is_removed_idx');
    const file = join(folder, 'repair.sql');
    const drift = await command('drift', live, ['--sql', file]);
    expect([drift.code, drift.stdout]).toEqual([2, expect.stringContaining('index-missing')]);
    expect(await readFile(file, 'utf8')).toBe((await command('repair', live)).stdout);
    await live.drop();
  });

  it('says that there is nothing to do', async () => {
    const { code, stdout } = await command('repair', migrated);
    expect([code, stdout]).toEqual([0, expect.stringContaining('-- nothing to do')]);
  });

  it('is for the migrations that the database has applied, not for those that are pending', async () => {
    const live = await databases.create();
    await applyMigrations(live, (await applicationHistory()).slice(0, 7));
    await live.run('DROP INDEX outputs_user_id_created_at_idx');
    const { upTo, statements } = await planOf(live);
    expect([upTo, statements.map(({ object }) => object.name)]).toEqual([
      expect.stringMatching(/^0006_/),
      ['outputs_user_id_created_at_idx'],
    ]);
    await live.drop();
  });

  it('is not asked to print what it does not print', async () => {
    const { code, stderr } = await command('drift', migrated, ['--destructive']);
    expect([code, stderr]).toEqual([
      1,
      'driftproof: --destructive: is about SQL, which is not printed; add --sql\n',
    ]);
  });

  it('leaves what is accepted', async () => {
    const project = await stranger({
      ...configOf(''),
      ...historyOf(['CREATE TABLE t (id int); CREATE INDEX t_id ON t (id)']),
      'driftproof.config.ts': `export default { accept: [{ command: 'drift', rule: 'index-missing', name: '*t_id', until: '2030-01-01', reason: 'slow' }] }`,
    });
    const live = await databases.create();
    await live.run('CREATE TABLE t (id int, more int)');
    const { statements } = await planOf(live, project);
    expect(statements.map(({ sql }) => sql)).toEqual(['ALTER TABLE "public"."t" DROP COLUMN "more"']);
    await live.drop();
  });

  it('is for the schema where there are no migrations, and leaves what no schema declares', async () => {
    const project = await stranger(
      configOf(`export const t = d.pgTable('t', { id: d.integer(), name: d.text().default('x') })`),
    );
    const live = await databases.create();
    await live.run(
      `CREATE TABLE t (id int, name text); CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    );
    const { statements } = await planOf(live, project);
    expect(statements.map(({ sql, unproved }) => [sql, unproved])).toEqual([
      [`ALTER TABLE "public"."t" ALTER COLUMN "name" SET DEFAULT 'x'::text`, null],
    ]);
    await live.drop();
  });

  it('names what no statement changes', async () => {
    const project = await stranger({
      ...configOf(''),
      ...historyOf(['CREATE TABLE a (id int); CREATE TABLE b (id int)']),
    });
    const live = await databases.create();
    await live.run('CREATE TABLE a (id int); CREATE TABLE b () INHERITS (a)');
    const { stdout, code } = await command('repair', live, [], project);
    expect([code, stdout]).toEqual([2, expect.stringMatching(/NOT (PLANNED|PROVED)/)]);
    await live.drop();
  });

  it('cannot tell where the history cannot be read', async () => {
    const { 'drizzle/0000_step.sql': _, ...files } = historyOf(['SELECT 1']);
    const project = await stranger({ ...configOf(''), ...files });
    const { code, stdout, stderr } = await command('repair', migrated, [], project);
    expect([code, stdout]).toEqual([1, '-- could not tell, so there is no plan\n']);
    expect(stderr).toContain('the file does not exist');
  });
});
