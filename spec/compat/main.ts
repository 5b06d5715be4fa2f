import { writeFile } from 'node:fs/promises';
import { cleanUpAll } from '../../src/harness/postgres/cleanup.ts';
import { startEmbedded } from '../../src/harness/postgres/embedded/start-embedded.ts';
import type { Server } from '../../src/harness/postgres/running-server.ts';
import { openScratchDatabases, type ScratchDatabases } from '../../src/harness/postgres/scratch.ts';
import { buildGrounds, type Grounds } from './grounds.ts';
import { installMajors, otherMajors } from './majors.ts';
import { compareMajors, rowsBetween } from './pair.ts';
import { type PairResult, report } from './report.ts';
import { runSuite, type SuiteResult } from './suite.ts';

/** The major whose binaries the package brings. */
const own = 18;

interface Running {
  readonly server: Server;
  readonly databases: ScratchDatabases;
}

async function start(major: number, native?: string): Promise<Running> {
  const server = await startEmbedded(`Postgres ${major}`, native ? { installed: native } : {});
  return { server, databases: await openScratchDatabases(server) };
}

async function stop({ server, databases }: Running): Promise<void> {
  await databases.close();
  await server.stop();
}

async function compare(
  expected: number,
  live: number,
  grounds: readonly [Grounds, Grounds],
): Promise<PairResult> {
  const began = Date.now();
  const outcome = await compareMajors(...grounds, rowsBetween(expected, live));
  console.error(`${expected} → ${live}: ${outcome.drifts} drifts, ${outcome.missed.length} missed`);
  return { expected, live, ...outcome, seconds: (Date.now() - began) / 1000 };
}

/** One major against its own kind, and against the newest, both ways. */
async function compareWithOwn(major: number, other: Running, newest: Running): Promise<PairResult[]> {
  const grounds = await buildGrounds(other.databases, major);
  const newer = await buildGrounds(newest.databases, major);
  return [
    await compare(major, major, [grounds, grounds]),
    await compare(own, major, [newer, grounds]),
    await compare(major, own, [grounds, newer]),
  ];
}

async function main(): Promise<void> {
  const installed = await installMajors(otherMajors);
  const newest = await start(own);
  const pairs: PairResult[] = [];
  const suites: SuiteResult[] = [];
  try {
    for (const major of otherMajors) {
      const other = await start(major, installed.nativeOf(major));
      try {
        suites.push(runSuite(major, other.server.url));
        pairs.push(...(await compareWithOwn(major, other, newest)));
      } finally {
        await stop(other);
      }
    }
  } finally {
    await stop(newest);
    await installed.remove();
  }
  const text = report(pairs, suites);
  await writeFile('spec/bench/majors.md', text);
  console.log(text);
  if (!pairs.every(({ missed, falseFindings }) => missed.length + falseFindings.length === 0))
    process.exitCode = 1;
  if (suites.some(({ failed }) => failed > 0)) process.exitCode = 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => cleanUpAll().finally(() => process.exit(1)));
await main();
