import { cpus, totalmem } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeSection } from '../section.ts';
import { type HistoryCase, histories, longHistory, tablesOf, tryings } from './cases.ts';
import { withProject } from './projects.ts';
import { psqlSeconds } from './psql.ts';
import { type Measured, sectionOf } from './report.ts';
import { secondsOf, verifyBy } from './time.ts';

/**
 * Times `verify` as a whole process. `--against FOLDER` times another checkout as well, in turns with this one; `--runs N`
 * says how often; `--limit SECONDS` where another checkout is stopped; `--only WORDS` keeps the histories of these words;
 * `--smallest` leaves out all but the shortest one; `--long` adds one of a thousand migrations.
 */
const { values } = parseArgs({
  options: {
    against: { type: 'string', multiple: true, default: [] },
    runs: { type: 'string', default: '5' },
    limit: { type: 'string', default: '600' },
    only: { type: 'string', multiple: true, default: [] },
    smallest: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
  },
});
const [runs, limit] = [Number(values.runs), Number(values.limit)];
const checkouts = [...values.against.map((folder) => resolve(folder)), process.cwd()];

/** Where this checkout is stopped: something is wrong then. */
const ownLimit = 600;

/** What another checkout did not end within the limit is not asked of it again, nor of a longer history. */
const stopped = new Set<string>();

/** All checkouts in turns; seconds by checkout. */
async function inTurns(
  folderOf: (checkout: string) => string,
  trying: string,
  args: readonly string[],
): Promise<number[][]> {
  const seconds: number[][] = checkouts.map(() => []);
  for (let run = 0; run < runs; run++)
    for (const [at, checkout] of checkouts.entries()) {
      const key = `${checkout} ${trying}`;
      const command = verifyBy(checkout, folderOf(checkout), args);
      const one = stopped.has(key)
        ? Number.POSITIVE_INFINITY
        : await secondsOf(command, checkout === process.cwd() ? ownLimit : limit);
      if (!Number.isFinite(one)) stopped.add(key);
      seconds[at]?.push(one);
    }
  return seconds;
}

async function measure(
  history: string,
  folderOf: (checkout: string) => string,
  psql: readonly number[] | undefined,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [trying, args] of Object.entries(tryings)) {
    const each = { history, trying, psql, checkouts: await inTurns(folderOf, trying, args) };
    console.error(
      history,
      trying,
      ...each.checkouts.map((own) => own.map((one) => one.toFixed(1)).join(' ')),
    );
    measured.push(each);
  }
  return measured;
}

const ofHistory = ({ words, migrations, downs }: HistoryCase): Promise<Measured[]> =>
  withProject({ seed: 1, migrations, tables: tablesOf(migrations), downs }, async (folder) =>
    measure(words, () => folder, await psqlSeconds(join(folder, 'migrations'), runs)),
  );

const measured = await measure('this repository', (checkout) => checkout, undefined);
const asked = values.smallest ? histories.slice(0, 1) : [...histories, ...(values.long ? [longHistory] : [])];
for (const each of asked.filter(({ words }) => values.only.length === 0 || values.only.includes(words)))
  measured.push(...(await ofHistory(each)));
const section = sectionOf({
  machine: `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, node ${process.versions.node}, the embedded server`,
  names: checkouts.map((each) => basename(each)),
  runs,
  limit,
  measured,
});
await writeSection('verify', section);
console.log(section);
