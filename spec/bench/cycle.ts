import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogIn } from '../../src/harness/catalog/read.ts';
import { defaultLedger } from '../../src/harness/history/default-ledger.ts';
import type { Direction } from '../../src/harness/history/file-name.ts';
import { readFolder } from '../../src/harness/history/folder.ts';
import { readMigrations } from '../../src/harness/history/migrations.ts';
import { openScratchDatabases } from '../../src/harness/postgres/scratch.ts';
import { defaultChoice, startServer } from '../../src/harness/postgres/server.ts';
import { applyAll } from '../../src/harness/runner/replay.ts';
import { takeStep } from '../../src/harness/runner/take-step.ts';
import { remember } from './goals/measured.ts';
import { askFloor } from './read/floor.ts';
import { writeSection } from './section.ts';
import { median, secondsOf } from './verify/time.ts';

/** Times migration 0008 up and down with a reading after each, beside psql that runs the same files. */
const runs = 9;
const scope = { schemas: [], tables: [], ledger: defaultLedger };
const migrations = await readMigrations(await readFolder('drizzle/migrations', 'drizzle/migrations'));
const last = migrations.at(-1);
if (!last?.down) throw new Error('the last migration has no down file');

const server = await startServer({ ...defaultChoice, server: 'embedded' });
const databases = await openScratchDatabases(server);
const folder = await mkdtemp(join(tmpdir(), 'driftproof-bench-'));
try {
  const database = await applyAll(await databases.create(), migrations.slice(0, -1), scope);
  const take = async (direction: Direction): Promise<void> => {
    await takeStep({ database, migration: last, direction, ledger: scope.ledger, history: migrations });
    await catalogIn(database);
  };
  const script = join(folder, 'cycle.sql');
  await writeFile(script, [last.up, last.down].map(({ sql }) => `BEGIN;\n${sql}\n;COMMIT;\n`).join(''));
  const psql = ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', script, '-d', database.url.href];
  const timed: Readonly<Record<string, () => Promise<unknown>>> = {
    driftproof: async () => {
      await take('up');
      await take('down');
    },
    psql: () => secondsOf({ program: 'psql', args: psql, cwd: folder }, 60),
    floor: () => askFloor(database.url.href, { parallel: false }),
  };
  const times: Record<string, number[]> = { driftproof: [], psql: [], floor: [] };
  for (let run = -1; run < runs; run++)
    for (const [name, call] of Object.entries(timed)) {
      const started = performance.now();
      await call();
      if (run >= 0) times[name]?.push(performance.now() - started);
    }
  const medians = Object.fromEntries(Object.entries(times).map(([name, own]) => [name, median(own)]));
  const section = [
    '## A step and back',
    '',
    `Made by \`npm run bench:cycle\` on ${cpus().length} cores (${cpus()[0]?.model.trim()}), node ${process.versions.node}, Postgres ${server.description}: medians of ${runs}`,
    `in milliseconds, in turns, after one that is not counted. ${last.tag} is run up and down, with a reading of the catalog after`,
    'each; psql is a whole process that runs both files, and the floor is the query by hand of [reading](#reading).',
    '',
    '| | ms |',
    '| --- | --: |',
    ...Object.entries(medians).map(([name, ms]) => `| ${name} | ${ms.toFixed(0)} |`),
  ].join('\n');
  console.log(section);
  await writeSection('cycle', section);
  await remember('cycle', { medians });
} finally {
  await databases.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
