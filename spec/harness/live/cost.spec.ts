import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { onSuiteServer, runCli, useProjects } from '../../support/cli.ts';
import { loadedBy } from '../../support/loads.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { openWire, type Wire } from '../../support/wire.ts';
import { buildSink } from '../corpus/sink/sink.ts';
import { driftsSql } from './drifted.ts';

const databases = useScratchDatabases();
const newProject = useProjects();
let migrated: Scratch;

beforeAll(async () => {
  migrated = await databases.create();
  await migrateByDrizzle(migrated.url);
});

/** What the command line says to a live database while it looks for drift, connection by connection. */
async function talkedTo(database: Scratch): Promise<Pick<Wire, 'said' | 'states'>> {
  const wire = await openWire(database.url);
  try {
    const ran = await runCli(['drift', ...onSuiteServer()], { env: { DRIFTPROOF_URL: wire.url.href } });
    expect([0, 2]).toContain(ran.code);
    return { said: wire.said, states: wire.states };
  } finally {
    await wire.close();
  }
}

/** One connection, two queries; idle only when the last is answered, so that all is one transaction. */
const twoRoundTrips = { said: ['QQX'], states: ['ITI'] };

describe('drift reads a live database over one connection, in one transaction, in two round trips after the handshake', () => {
  it('that agrees', async () => {
    expect(await talkedTo(migrated)).toEqual(twoRoundTrips);
  });

  it('or in three: one that differs everywhere, in rights and in kinds that most databases have none of', async () => {
    const drifted = await databases.clone(migrated);
    for (const sql of driftsSql) await drifted.run(sql);
    expect(await talkedTo(drifted)).toEqual({ said: ['QQQX'], states: ['ITTI'] });
  });

  it('or in three: one that holds four times as many objects, some of kinds that most databases have none of', async () => {
    const large = await databases.clone(migrated);
    await buildSink(large);
    expect(await talkedTo(large)).toEqual({ said: ['QQQX'], states: ['ITTI'] });
    await large.drop();
  });
});

describe('drift that has nothing new to find out', () => {
  let project: string;
  let wire: Wire;
  const run = (env: Readonly<Record<string, string>> = {}) =>
    runCli(['drift', '--server', wire.url.href], {
      cwd: project,
      env: { DRIFTPROOF_URL: migrated.url.href, DOCKER_HOST: 'tcp://127.0.0.1:9', ...env },
    });

  /** What is cached belongs to the server's address, and this way to it has a new port. */
  beforeAll(async () => {
    project = await newProject();
    wire = await openWire(new URL(inject('serverUrl')));
    expect((await run()).code).toBe(0);
    await writeFile(join(project, 'src/lib/schema.ts'), "throw new Error('the schema was loaded');");
  });
  afterAll(() => wire.close());

  /** Who is wrong where a database differs, while the schema file is another. */
  async function differing(database: Scratch, schema: string): Promise<string[]> {
    const file = join(project, 'src/lib/schema.ts');
    await copyFile('src/lib/schema.ts', join(project, 'src/lib/before.ts'));
    const unusable = await readFile(file, 'utf8');
    await writeFile(file, schema);
    const env = { DRIFTPROOF_URL: database.url.href };
    const { stdout } = await runCli(['drift', '--format', 'json', '--server', wire.url.href], {
      cwd: project,
      env,
    });
    await writeFile(file, unusable);
    return JSON.parse(stdout).findings.map(({ culprit }: { culprit: string }) => culprit);
  }

  it('starts and asks no server but the live one', async () => {
    const before = wire.said.length;
    const { code, stderr } = await run();
    expect(wire.said.length).toBe(before);
    expect(stderr).not.toContain('scratch databases');
    expect(code).toBe(0);
  });

  it('and none for a table that the schema does not name, as long as it does not', async () => {
    const extra = await databases.clone(migrated);
    await extra.run('CREATE TABLE by_hand (id integer)');
    const source = await readFile('src/lib/schema.ts', 'utf8');
    const before = wire.said.length;
    expect(await differing(extra, source)).toEqual(['database']);
    expect(wire.said.length).toBe(before);
    const declaring = "export const byHand = pgTable('by_hand', { id: integer() });";
    const imports = "import { integer, pgTable } from 'drizzle-orm/pg-core';";
    expect(await differing(extra, `export * from './before.ts';\n${imports}\n${declaring}`)).toEqual([
      'migration',
    ]);
    expect(wire.said.length).toBeGreaterThan(before);
    await extra.drop();
  });

  it('and none for what it has found before, while the schema declares the same', async () => {
    const changed = await databases.clone(migrated);
    await changed.run('ALTER TABLE users ALTER email DROP NOT NULL');
    const again = (schema: string) => differing(changed, schema);
    const source = await readFile('src/lib/schema.ts', 'utf8');
    const unasked = wire.said.length;
    const first = await again(source);
    const before = wire.said.length;
    expect(before).toBeGreaterThan(unasked);
    expect(await again(`${source}\n// The same.`)).toEqual(first);
    expect(wire.said.length).toBe(before);
    expect(first).toEqual(['database']);
    await changed.drop();
  });

  it('needs no scratch server to be there', async () => {
    await wire.close();
    expect((await run()).code).toBe(0);
  });

  it('loads neither drizzle-kit nor the schema, nor what only servers and parsers need', async () => {
    const files = await loadedBy(async (env) => expect((await run(env)).code).toBe(0));
    expect(files.some((file) => file.endsWith('drizzle.config.ts'))).toBe(true);
    // `drizzle-kit` itself is a few lines that a config file imports; its generator is `drizzle-kit/api`.
    const heavy = /drizzle-kit\/(api|bin)|drizzle-orm|testcontainers|libpg-query|embedded|src\/lib\/schema/;
    expect(files.filter((file) => heavy.test(file))).toEqual([]);
  });

  it('loads no drizzle-kit for a table that somebody made', async () => {
    const extra = await databases.clone(migrated);
    await extra.run('CREATE TABLE by_hand (id integer)');
    const found = async (env: Readonly<Record<string, string>>) =>
      expect(
        (await runCli(['drift', ...onSuiteServer()], { env: { ...env, DRIFTPROOF_URL: extra.url.href } }))
          .code,
      ).toBe(2);
    const files = await loadedBy(found);
    expect(files.some((file) => file.includes('src/lib/schema.ts'))).toBe(true);
    expect(files.filter((file) => file.includes('drizzle-kit/api'))).toEqual([]);
    await extra.drop();
  });

  it('while another command does load them', async () => {
    const files = await loadedBy(async (env) => runCli(['verify', ...onSuiteServer()], { env }));
    for (const name of ['drizzle-kit/api', 'src/lib/schema.ts'])
      expect(files.some((file) => file.includes(name))).toBe(true);
  });
});
