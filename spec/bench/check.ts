import { readFile, writeFile } from 'node:fs/promises';
import { openScratchDatabases } from '../../src/harness/postgres/scratch.ts';
import { defaultChoice, startServer } from '../../src/harness/postgres/server.ts';
import buildWhereOld from '../support/build.ts';
import { deploy, withTables } from './drift/project.ts';
import { forgetFiles } from './forget-files.ts';
import { askFloor } from './read/floor.ts';
import { readerOf } from './read/readers.ts';
import { tablesSql } from './read/schema.ts';
import { type Command, driftBy, secondsOf } from './verify/time.ts';

/**
 * Compares a few ratios of times at the smallest size with the recorded ones, and fails when one is half as much again:
 * `--record` writes them down. Both times of a ratio are the least of many in turns, and a ratio that is too large is
 * measured again, so that what else the machine does is not taken for ours.
 */
const file = 'spec/bench/recorded.json';
const [turns, attempts, slack] = [15, 3, 1.5];

type Timed = () => Promise<number>;
type Pair = readonly [ours: Timed, floor: Timed];

const ofCall =
  (call: () => Promise<unknown>): Timed =>
  async () => {
    const started = performance.now();
    await call();
    return performance.now() - started;
  };

const ofProcess = (...args: readonly string[]): Timed => {
  const command: Command = { program: process.execPath, args, cwd: '.' };
  return () => secondsOf(command, 60);
};

async function ratioOf([ours, floor]: Pair): Promise<number> {
  let [least, leastFloor] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let turn = 0; turn < turns; turn++) {
    least = Math.min(least, await ours());
    leastFloor = Math.min(leastFloor, await floor());
  }
  return least / leastFloor;
}

/** The least of some attempts; no more than it takes to be within the limit. */
async function leastRatio(pair: Pair, limit: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < attempts && least > limit; attempt++)
    least = Math.min(least, await ratioOf(pair));
  return least;
}

await buildWhereOld();
const read = await readerOf(process.cwd());
const server = await startServer({ ...defaultChoice, server: 'embedded' });
const databases = await openScratchDatabases(server);

async function check(folder: string): Promise<void> {
  const [database, deployed] = [await databases.create(), await databases.create()];
  for (const sql of tablesSql(10)) await database.run(sql);
  await deploy(folder, deployed.url.href);
  const drift = driftBy(process.cwd(), folder, deployed.url.href);
  const url = database.url.href;
  const [node, history] = [ofProcess('-e', '0'), ofProcess('bin/driftproof.js', 'history')];
  const pairs: Readonly<Record<string, Pair>> = {
    'reading 10 tables, by the query by hand': [
      ofCall(() => read(url)),
      ofCall(() => askFloor(url, { parallel: false })),
    ],
    'driftproof --version, by node -e 0': [ofProcess('bin/driftproof.js', '--version'), node],
    'driftproof history, by node -e 0': [history, node],
    'the same after a change, by node -e 0': [
      () => {
        forgetFiles();
        return history();
      },
      node,
    ],
    'driftproof drift of 10 tables, by node -e 0': [() => secondsOf(drift, 60), node],
  };
  const isRecording = process.argv.includes('--record');
  const recorded: Record<string, number> = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
  for (const [name, pair] of Object.entries(pairs)) {
    const limit = (recorded[name] ?? 0) * slack;
    const ratio = isRecording ? await ratioOf(pair) : await leastRatio(pair, limit);
    console.log(`${ratio.toFixed(2)} × ${name}${isRecording ? '' : ` (at most ${limit.toFixed(2)})`}`);
    if (isRecording) recorded[name] = Number(ratio.toFixed(2));
    else if (ratio > limit) process.exitCode = 1;
  }
  if (isRecording) await writeFile(file, `${JSON.stringify(recorded, undefined, 2)}\n`);
}

try {
  await withTables(10, check);
} finally {
  await databases.close();
  await server.stop();
}
