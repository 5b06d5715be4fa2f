import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { diff } from '../../../src/harness/diff/diff.ts';
import type { Catalog } from '../../../src/harness/model/catalog.ts';
import { openScratchDatabases, type Scratch } from '../../../src/harness/postgres/scratch.ts';
import buildWhereOld from '../../support/build.ts';
import { remember } from '../goals/measured.ts';
import { writeSection } from '../section.ts';
import { median } from '../verify/time.ts';
import { askFloor } from './floor.ts';
import { peers } from './peers.ts';
import { dump, startPlace } from './places.ts';
import { memoryOf, readerOf } from './readers.ts';
import { type Measured, sectionOf } from './report.ts';
import { tablesSql } from './schema.ts';

/**
 * Times the reading of a catalog. `--against FOLDER=WORDS` times another checkout's reader as well, called by those words,
 * `--runs N` says how often, `--large` adds 10,000 tables, which are read once, `--smallest` leaves out all but 10.
 */
const { values } = parseArgs({
  options: {
    against: { type: 'string', multiple: true, default: [] },
    runs: { type: 'string', default: '7' },
    large: { type: 'boolean', default: false },
    smallest: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const sizes = values.smallest ? [10] : [10, 100, 1000, ...(values.large ? [10_000] : [])];
const before = values.against.map((each) => {
  const [folder = '', words = 'before'] = each.split('=');
  return { folder: resolve(folder), words };
});

await buildWhereOld();
const { server, pgDump } = await startPlace();
const databases = await openScratchDatabases(server);
const earlier = await Promise.all(
  before.map(async ({ folder, words }) => [`driftproof ${words}`, await readerOf(folder)] as const),
);
const read = await readerOf(process.cwd());

/** What is timed, by name; all in turns. */
const contestants = (url: string): Readonly<Record<string, () => unknown>> => ({
  'raw floor': () => askFloor(url, { parallel: false }),
  'the same in parallel': () => askFloor(url, { parallel: true }),
  'pg_dump -s': () => dump(pgDump, url),
  ...Object.fromEntries(earlier.map(([name, reader]) => [name, () => reader(url)])),
  driftproof: () => read(url),
  ...Object.fromEntries(Object.entries(peers).map(([name, inspect]) => [name, () => inspect(url)])),
});

/** What took so many times the floor at one size is not waited for at the next, which is ten times as large. */
const tooLong = 50;
const leftOut = new Set<string>();

async function timesOf(url: string, tables: number): Promise<Record<string, number[]>> {
  const rounds = tables > 1000 ? 1 : runs;
  const all = Object.entries(contestants(url)).filter(([name]) => !leftOut.has(name));
  const times: Record<string, number[]> = Object.fromEntries(all.map(([name]) => [name, []]));
  // The first round is not counted: it fills caches of the server, and compiles what is read with.
  for (let run = -1; run < rounds; run++)
    for (const [name, ask] of all) {
      const started = performance.now();
      await ask();
      if (run >= 0) times[name]?.push(performance.now() - started);
    }
  return times;
}

async function measure(tables: number): Promise<Measured> {
  const database: Scratch = await databases.create();
  for (const sql of tablesSql(tables)) await database.run(sql);
  await database.run('VACUUM ANALYZE');
  const url = database.url.href;
  const times = await timesOf(url, tables);
  const [one, other] = [(await read(url)) as Catalog, (await read(url)) as Catalog];
  const started = performance.now();
  if (diff(one.objects, other.objects).length > 0) throw new Error('a database differs from itself');
  const compared = performance.now() - started;
  const medians = Object.fromEntries(Object.entries(times).map(([name, own]) => [name, median(own)]));
  console.error(tables, medians);
  for (const [name, ms] of Object.entries(medians))
    if (ms > tooLong * (medians['raw floor'] ?? ms)) leftOut.add(name);
  const mebibytes = memoryOf(process.cwd(), url);
  await database.drop();
  return { tables, objects: one.objects.length, medians, compared, mebibytes, version: one.server.version };
}

try {
  const measured: Measured[] = [];
  for (const tables of sizes) measured.push(await measure(tables));
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), node ${process.versions.node}`;
  const section = sectionOf(measured, { machine, runs });
  console.log(section);
  await writeSection('read', section);
  await remember(
    'read',
    Object.fromEntries(measured.map(({ tables, medians, mebibytes }) => [tables, { ...medians, mebibytes }])),
  );
} finally {
  await databases.close();
  await server.stop();
}
