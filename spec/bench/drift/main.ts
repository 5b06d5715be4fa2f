import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openScratchDatabases } from '../../../src/harness/postgres/scratch.ts';
import { defaultChoice, startServer } from '../../../src/harness/postgres/server.ts';
import buildWhereOld from '../../support/build.ts';
import { askFloor } from '../read/floor.ts';
import { writeSection } from '../section.ts';
import { psqlSeconds } from '../verify/psql.ts';
import { type Command, driftBy, median, secondsOf } from '../verify/time.ts';
import { deploy, forget, withTables } from './project.ts';
import { type Goal, type Measured, sectionOf } from './report.ts';

/** Times `drift` as a whole process. `--against FOLDER` times another checkout as well, in turns; `--runs N` says how often; `--smallest` leaves out all but 10 tables. */
const { values } = parseArgs({
  options: {
    against: { type: 'string' },
    runs: { type: 'string', default: '5' },
    smallest: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const limit = 600;
const checkouts: Readonly<Record<string, string>> = {
  ...(values.against ? { 'before: ': resolve(values.against) } : {}),
  '': process.cwd(),
};

await buildWhereOld();
const embedded = { ...defaultChoice, server: 'embedded' } as const;
const server = await startServer(embedded);
const databases = await openScratchDatabases(server);

/** A row of the table: what comes before each run, and the run, which answers in seconds. */
interface Timed {
  readonly before?: () => Promise<unknown>;
  readonly run: () => Promise<number>;
}

async function secondsOfCall(call: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await call();
  return (performance.now() - started) / 1000;
}

const startAndStop = async (): Promise<void> => (await startServer(embedded)).stop();

const node: Command = { program: process.execPath, args: ['-e', '0'], cwd: '.' };

const warm = 'nothing found, expected state kept';
const oneFound = 'the same with one finding';
const cold = 'nothing kept: own server, replay';

/** Each checkout's runs, on a database that agrees and on one with a difference. */
function driftRows(folder: string, agreeing: string, drifted: string): Record<string, Timed> {
  const rows = Object.entries(checkouts).flatMap(([prefix, checkout]): [string, Timed][] => {
    const drift = (url: string) => () => secondsOf(driftBy(checkout, folder, url), limit);
    return [
      [`${prefix}${cold}`, { before: () => forget(folder), run: drift(agreeing) }],
      [`${prefix}${warm}`, { before: drift(agreeing), run: drift(agreeing) }],
      [`${prefix}${oneFound}`, { run: drift(drifted) }],
    ];
  });
  return Object.fromEntries(rows);
}

async function mediansOf(rows: Readonly<Record<string, Timed>>): Promise<Record<string, number>> {
  const times = Object.entries(rows).map(([name, timed]) => ({ name, timed, ms: [] as number[] }));
  for (let run = 0; run < runs; run++)
    for (const { timed, ms } of times) {
      await timed.before?.();
      ms.push(1000 * (await timed.run()));
    }
  return Object.fromEntries(times.map(({ name, ms }) => [name, median(ms)]));
}

const measure = (tables: number): Promise<Measured> =>
  withTables(tables, async (folder) => {
    const [agreeing, drifted] = [await databases.create(), await databases.create()];
    for (const { url } of [agreeing, drifted]) await deploy(folder, url.href);
    await drifted.run('CREATE TABLE somebody_made_it (id int)');
    const medians = await mediansOf({
      'node -e 0': { run: () => secondsOf(node, limit) },
      floor: { run: () => secondsOfCall(() => askFloor(agreeing.url.href, { parallel: false })) },
      'start and stop of a server': { run: () => secondsOfCall(startAndStop) },
      ...driftRows(folder, agreeing.url.href, drifted.url.href),
    });
    const psql = 1000 * median(await psqlSeconds(join(folder, 'migrations'), runs));
    console.error(tables, medians, psql);
    return { tables, medians: { ...medians, 'psql of the same SQL': psql } };
  });

const goals: readonly Goal[] = [
  { row: warm, words: 'node + floor', times: 2, of: ['node -e 0', 'floor'] },
  { row: oneFound, words: 'the same without one', times: 2, of: [warm] },
  {
    row: cold,
    words: 'server + psql + two floors',
    times: 1,
    of: ['start and stop of a server', 'psql of the same SQL', 'floor', 'floor'],
  },
];

try {
  const measured: Measured[] = [];
  for (const tables of values.smallest ? [10] : [10, 100, 1000]) measured.push(await measure(tables));
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), node ${process.versions.node}, Postgres ${server.description}`;
  const section = sectionOf(measured, goals, { machine, runs });
  console.log(section);
  await writeSection('drift', section);
} finally {
  await databases.close();
  await server.stop();
}
