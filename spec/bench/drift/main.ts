import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openScratchDatabases } from '../../../src/harness/postgres/scratch.ts';
import { defaultChoice, startServer } from '../../../src/harness/postgres/server.ts';
import buildWhereOld from '../../support/build.ts';
import { remember } from '../goals/measured.ts';
import { askFloor } from '../read/floor.ts';
import { writeSection } from '../section.ts';
import { psqlSeconds } from '../verify/psql.ts';
import { type Command, driftBy, median, secondsOf } from '../verify/time.ts';
import { inTurns, type Timed } from './in-turns.ts';
import { deploy, forget, withTables } from './project.ts';
import { cold, foundAgain, type Measured, msOf, oneFound, sectionOf, warm } from './report.ts';

/**
 * Times `drift` as a whole process. `--against FOLDER` times another checkout as well, in turns; `--runs N` says how often;
 * `--limit SECONDS` where a run is stopped, `--budget SECONDS` how much of a row's is enough; `--smallest` leaves out all
 * but 10 tables.
 */
const { values } = parseArgs({
  options: {
    against: { type: 'string' },
    runs: { type: 'string', default: '5' },
    limit: { type: 'string', default: '180' },
    budget: { type: 'string', default: '60' },
    smallest: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const [limit, budget] = [Number(values.limit), Number(values.budget)];
const checkouts: Readonly<Record<string, string>> = {
  ...(values.against ? { 'before: ': resolve(values.against) } : {}),
  '': process.cwd(),
};

await buildWhereOld();
const embedded = { ...defaultChoice, server: 'embedded' } as const;
const server = await startServer(embedded);
const databases = await openScratchDatabases(server);

async function secondsOfCall(call: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await call();
  return (performance.now() - started) / 1000;
}

const startAndStop = async (): Promise<void> => (await startServer(embedded)).stop();

const node: Command = { program: process.execPath, args: ['-e', '0'], cwd: '.' };

/** The packages that every run of `drift` loads, and nothing else. */
const packages = "['pg', 'commander', 'jiti', 'valibot'].map((name) => import(name))";
const nodeWithPackages: Command = {
  program: process.execPath,
  args: ['--input-type=module', '-e', `await Promise.all(${packages})`],
  cwd: '.',
};

/** Each checkout's runs, on a database that agrees and on one with a difference. */
function driftRows(folder: string, agreeing: string, drifted: string): Record<string, Timed> {
  const rows = Object.entries(checkouts).flatMap(([prefix, checkout]): [string, Timed][] => {
    const drift = (url: string) => () => secondsOf(driftBy(checkout, folder, url), limit);
    return [
      [`${prefix}${cold}`, { before: () => forget(folder), run: drift(agreeing) }],
      [`${prefix}${warm}`, { before: drift(agreeing), run: drift(agreeing), after: `${prefix}${cold}` }],
      [`${prefix}${oneFound}`, { run: drift(drifted), after: `${prefix}${cold}` }],
      [`${prefix}${foundAgain}`, { run: drift(drifted), after: `${prefix}${cold}` }],
    ];
  });
  return Object.fromEntries(rows);
}

const measure = (tables: number): Promise<Measured> =>
  withTables(tables, async (folder) => {
    const [agreeing, drifted] = [await databases.create(), await databases.create()];
    for (const { url } of [agreeing, drifted]) await deploy(folder, url.href);
    await drifted.run('CREATE TABLE somebody_made_it (id int)');
    const medians = await inTurns(
      {
        'node -e 0': { run: () => secondsOf(node, limit) },
        'the same with pg, commander, jiti and valibot loaded': {
          run: () => secondsOf(nodeWithPackages, limit),
        },
        floor: { run: () => secondsOfCall(() => askFloor(agreeing.url.href, { parallel: false })) },
        'start and stop of a server': { run: () => secondsOfCall(startAndStop) },
        ...driftRows(folder, agreeing.url.href, drifted.url.href),
      },
      { runs, budget },
    );
    const psql = { ms: 1000 * median(await psqlSeconds(join(folder, 'migrations'), runs)), runs };
    console.error(tables, medians, psql);
    return { tables, medians: { ...medians, 'psql of the same SQL': psql } };
  });

try {
  const measured: Measured[] = [];
  for (const tables of values.smallest ? [10] : [10, 100, 1000]) measured.push(await measure(tables));
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), node ${process.versions.node}, Postgres ${server.description}`;
  const section = sectionOf(measured, { machine, runs, limit, budget });
  console.log(section);
  await writeSection('drift', section);
  await remember('drift', Object.fromEntries(measured.map(({ tables, medians }) => [tables, msOf(medians)])));
} finally {
  await databases.close();
  await server.stop();
}
