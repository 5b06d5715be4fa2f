import { cpus, totalmem } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { remember } from '../goals/measured.ts';
import { writeSection } from '../section.ts';
import { type HistoryCase, histories, longHistory, tablesOf, tryings } from './cases.ts';
import type { CpuSeconds } from './cpu.ts';
import { withProject } from './projects.ts';
import { psqlSeconds, type Ways } from './psql.ts';
import { type Measured, sectionOf } from './report.ts';
import { median, timesOf, verifyBy } from './time.ts';

/**
 * Times `verify` as a whole process. `--against FOLDER` times another checkout as well, in turns with this one; `--runs N`
 * says how often; `--limit SECONDS` where a run is stopped; `--budget SECONDS` how much of a row's is enough; `--only WORDS`
 * keeps the histories of these words; `--smallest` leaves out all but the shortest one; `--long` adds one of a thousand
 * migrations, without rows and cost.
 */
const { values } = parseArgs({
  options: {
    against: { type: 'string', multiple: true, default: [] },
    runs: { type: 'string', default: '5' },
    limit: { type: 'string', default: '600' },
    budget: { type: 'string', default: '60' },
    only: { type: 'string', multiple: true, default: [] },
    smallest: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
  },
});
const [runs, limit, budget] = [Number(values.runs), Number(values.limit), Number(values.budget)];
const checkouts = [...values.against.map((folder) => resolve(folder)), process.cwd()];

/** What a checkout did not end within the limit is not asked of it again, nor of a longer history. */
const stopped = new Set<string>();

/** All checkouts in turns: seconds by checkout, and the CPU time of the last one, which is this. */
async function inTurns(
  folderOf: (checkout: string) => string,
  trying: string,
  args: readonly string[],
): Promise<Pick<Measured, 'checkouts' | 'cpu'>> {
  const seconds: number[][] = checkouts.map(() => []);
  let cpu: CpuSeconds | undefined;
  const spent = (): number => seconds.flat().reduce((sum, each) => sum + each, 0);
  for (let run = 0; run < runs && spent() < budget; run++)
    for (const [at, checkout] of checkouts.entries()) {
      const key = `${checkout} ${trying}`;
      const command = verifyBy(checkout, folderOf(checkout), args);
      const one = stopped.has(key) ? undefined : await timesOf(command, limit);
      if (!Number.isFinite(one?.seconds)) stopped.add(key);
      seconds[at]?.push(one?.seconds ?? Number.POSITIVE_INFINITY);
      cpu = one?.cpu;
    }
  return { checkouts: seconds, ...(cpu ? { cpu } : {}) };
}

async function measure(
  history: string,
  folderOf: (checkout: string) => string,
  psql: readonly number[] | undefined,
  most?: number,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [trying, args] of Object.entries(tryings).slice(0, most)) {
    const each = { history, trying, psql, ...(await inTurns(folderOf, trying, args)) };
    console.error(
      history,
      trying,
      ...each.checkouts.map((own) => own.map((one) => one.toFixed(1)).join(' ')),
    );
    measured.push(each);
  }
  return measured;
}

const ofHistory = ({ words, migrations, downs, most }: HistoryCase): Promise<Measured[]> =>
  withProject({ seed: 1, migrations, tables: tablesOf(migrations), downs }, async (folder) => {
    const psql = (ways?: Ways) => psqlSeconds(join(folder, 'migrations'), runs, ways);
    if (downs) bothWays = { migrations, seconds: median(await psql(['up', 'down', 'up'])) };
    return measure(words, () => folder, await psql(), most);
  });

/** How long psql alone takes to run each migration up, down and up again. */
let bothWays: { readonly migrations: number; readonly seconds: number } | undefined;

const figures: Record<string, Record<string, number>> = {};
const measured = await measure('this repository', (checkout) => checkout, undefined);
const asked = values.smallest ? histories.slice(0, 1) : [...histories, ...(values.long ? [longHistory] : [])];
for (const each of asked.filter(({ words }) => values.only.length === 0 || values.only.includes(words)))
  measured.push(...(await ofHistory(each)));
const section = sectionOf({
  machine: `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, node ${process.versions.node}, the embedded server`,
  names: [...checkouts.slice(0, -1).map((each) => basename(each)), 'now'],
  runs,
  limit,
  budget,
  measured,
  bothWays,
});
await writeSection('verify', section);
console.log(section);
for (const { history, trying, psql, checkouts } of measured) {
  const own = { [trying]: median(checkouts.at(-1) ?? []), ...(psql ? { psql: median(psql) } : {}) };
  figures[history] = { ...figures[history], ...own };
}
await remember('verify', figures);
