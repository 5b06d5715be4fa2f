import { appendFile, chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { migrateByDrizzle } from '../../support/application.ts';
import { onSuiteServer, type Ran, runCli, useProjects } from '../../support/cli.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const scratch = useScratchDatabases();
const newProject = useProjects();
const secret = 'open-sesame-4711';
let live: URL;

beforeAll(async () => {
  live = (await scratch.create()).url;
  await migrateByDrizzle(live);
});

/** The server's databases that no running test file owns would show here: a command must drop what it made. */
let databases: unknown;
const listDatabases = async () => {
  const database = await scratch.create();
  const [rows = []] = await database.run(
    `SELECT count(*)::int AS count FROM pg_database d WHERE datname LIKE 'driftproof\\_%' AND split_part(datname, '_', 2)::bigint
     NOT IN (SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory')`,
  );
  await database.drop();
  return rows;
};

beforeAll(async () => {
  databases = await listDatabases();
});
afterEach(async () => {
  expect(await listDatabases()).toEqual(databases);
});

/** One clear line on standard error, nothing on standard output, exit code 1, no stack, no password. */
function expectOneLine(ran: Ran, line: RegExp): void {
  expectOneReason(ran, line);
  expect(ran.stdout).toBe('');
}

/** The same where a part of the report has no answer; the report has the others. */
function expectOneReason({ code, stderr }: Ran, line: RegExp): void {
  const lines = stderr
    .trimEnd()
    .split('\n')
    .filter((each) => !/^driftproof: (scratch databases on|\d+ rows in each table)/.test(each));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(line);
  expect(stderr).not.toMatch(/\n\s+at |node:internal/);
  expect(stderr).not.toContain(secret);
  expect(code).toBe(1);
}

const withLive = (url: string) => ({ env: { DRIFTPROOF_URL: url } });
const changed = (change: (url: URL) => void): string => {
  const url = new URL(live);
  change(url);
  return url.href;
};

describe('a project that cannot be judged', () => {
  it('has no config', async () => {
    const folder = await newProject();
    await rm(join(folder, 'drizzle.config.ts'));
    expectOneLine(
      await runCli(['verify'], { cwd: folder }),
      /no drizzle\.config\.ts found here or in a folder above; name one with --config/,
    );
  });

  it('has no config where --config says', async () => {
    expectOneLine(
      await runCli(['history', '--config', 'nowhere.ts']),
      /nowhere\.ts: config file not found; check --config/,
    );
  });

  it('has a journal that is not JSON', async () => {
    const folder = await newProject();
    await writeFile(join(folder, 'drizzle/migrations/meta/_journal.json'), '{"entries": [');
    expectOneLine(
      await runCli(['history'], { cwd: folder }),
      /meta\/_journal\.json: is not valid JSON: .*; fix the file/,
    );
  });

  it('has a journal with unresolved merge conflict markers', async () => {
    const folder = await newProject();
    await writeFile(join(folder, 'drizzle/migrations/meta/_journal.json'), '<<<<<<< HEAD\n{}\n=======\n');
    expectOneLine(await runCli(['history'], { cwd: folder }), /_journal\.json: .*merge/);
  });

  it('has a migration with a syntax error: the line is named', async () => {
    const folder = await newProject();
    const file = join(folder, 'drizzle/migrations/0005_add_lookup_indexes.sql');
    await writeFile(file, '-- looks good\n\nCREATE INDX oops ON users (email);');
    const ran = await runCli(['verify', ...onSuiteServer()], { cwd: folder });
    expectOneReason(
      ran,
      /drizzle\/migrations\/0005_add_lookup_indexes\.sql:3: syntax error at or near "INDX"/,
    );
    expect(ran.stdout).toContain('? schema ↔ migrations: ');
  });

  it('has a schema that imports what is not there: the import is named', async () => {
    const folder = await newProject();
    await writeFile(join(folder, 'src/lib/schema.ts'), "export * from './tables-of-yesterday.ts';");
    const ran = await runCli(['verify', ...onSuiteServer()], { cwd: folder });
    expectOneReason(ran, /schema\.ts: cannot be loaded: .*tables-of-yesterday/);
    expect(ran.stdout).toContain('? schema ↔ migrations: ');
  });

  it('has a schema that the generator refuses', async () => {
    const folder = await newProject();
    await appendFile(
      join(folder, 'src/lib/schema.ts'),
      "export const twice = pgTable('twice', { id: integer() }, (t) => [index('outputs_unfinished_idx').on(t.id)]);",
    );
    const ran = await runCli(['verify', ...onSuiteServer()], { cwd: folder });
    expectOneReason(ran, /drizzle-kit refuses the schema: .*duplicated index name/);
    expect(ran.stdout).toContain('? schema ↔ migrations: ');
  });

  it('has a migrations folder that may not be read', async () => {
    const folder = await newProject();
    const migrations = join(folder, 'drizzle/migrations');
    await chmod(migrations, 0o000);
    const ran = await runCli(['history'], { cwd: folder });
    await chmod(migrations, 0o755);
    // A superuser of the operating system may read everything.
    if (process.getuid?.() === 0) expect(ran.code).toBe(0);
    else expectOneLine(ran, /drizzle\/migrations: permission denied/);
  });

  it('has a file where the migrations folder should be', async () => {
    const folder = await newProject();
    await rm(join(folder, 'drizzle/migrations'), { recursive: true });
    await writeFile(join(folder, 'drizzle/migrations'), '');
    expectOneLine(await runCli(['history'], { cwd: folder }), /drizzle\/migrations: is a file, not a folder/);
  });

  it('has an empty migrations folder', async () => {
    const folder = await newProject();
    await rm(join(folder, 'drizzle/migrations'), { recursive: true });
    await mkdir(join(folder, 'drizzle/migrations'));
    expectOneLine(
      await runCli(['verify', ...onSuiteServer()], { cwd: folder }),
      /_journal\.json: no such file/,
    );
  });
});

describe('a missing down file', () => {
  it('is a finding, and one line on standard error', async () => {
    const folder = await newProject();
    await rm(join(folder, 'drizzle/migrations/0003_create_output_asset_down.sql'));
    const { code, stdout, stderr } = await runCli(['verify', ...onSuiteServer()], { cwd: folder });
    expect(code).toBe(2);
    expect(stdout).toContain('0003_create_output_asset: has no down file');
    expect(stderr).toMatch(/0003_create_output_asset_down\.sql: there is no down file; write /);
  });
});

describe('a database that cannot be read', () => {
  it('has an unknown host', async () => {
    const url = `postgres://me:${secret}@no-such-host.invalid:5432/app`;
    expectOneLine(
      await runCli(['drift'], withLive(url)),
      /cannot connect to no-such-host\.invalid:5432\/app: /,
    );
  });

  it('has nothing listening on its port', async () => {
    const url = `postgres://me:${secret}@127.0.0.1:9/app`;
    expectOneLine(
      await runCli(['drift'], withLive(url)),
      /cannot connect to 127\.0\.0\.1:9\/app: nothing listens there/,
    );
  });

  it('refuses the password', async () => {
    const url = changed((each) => (each.password = secret));
    expectOneLine(
      await runCli(['status'], withLive(url)),
      /the password was refused; check user and password/,
    );
  });

  it('is not there', async () => {
    const url = changed((each) => (each.pathname = '/nowhere'));
    expectOneLine(
      await runCli(['drift'], withLive(url)),
      /nowhere: that database does not exist; check the database name/,
    );
  });

  it('is empty, so that there is nothing to compare', async () => {
    const { url } = await scratch.create();
    expectOneLine(await runCli(['drift', ...onSuiteServer()], withLive(url.href)), /nothing to compare/);
  });

  it('is not named', async () => {
    expectOneLine(await runCli(['drift']), /no database URL is given; set DRIFTPROOF_URL/);
  });

  it('is named by something that is no URL', async () => {
    expectOneLine(await runCli(['drift'], withLive(`//${secret}`)), /the database URL cannot be parsed/);
  });
});

describe('a command line that means nothing', () => {
  it.each([
    [['fly'], /unknown command 'fly'/],
    [['drift', '--frobnicate'], /unknown option '--frobnicate'/],
    [['history', '--format', 'xml'], /'--format <name>' argument 'xml' is invalid/],
    [['verify', '--server', 'mainframe'], /there is no server kind "mainframe"/],
    [['history', '--output', 'package.json/report.txt'], /report\.txt: cannot be written/],
  ])('%j', async (args, line) => {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(line);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

it('a password never shows, whatever the format and the verdict', async () => {
  const { password } = new URL(inject('serverUrl'));
  expect(password).not.toBe('');
  for (const format of ['text', 'json']) {
    const ran = await runCli(['drift', '--format', format, ...onSuiteServer()], withLive(live.href));
    expect(ran.code).toBe(0);
    expect(ran.stdout + ran.stderr).not.toContain(password);
  }
});
