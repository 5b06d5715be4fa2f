import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultChoice, startServer } from '../../src/harness/postgres/server.ts';
import { seedOfCi } from '../lib/support/settings.ts';
import { type Fault, faults, sourceOf, withFault } from './persistence-faults.ts';

/** Runs at once. */
const workers = 2;

interface Verdict {
  readonly fault: string;
  readonly property: string;
  readonly runs: number;
}

interface Report {
  readonly numTotalTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly status: string;
      readonly title: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Runs the properties with a fault in the code, until one of them fails. */
async function check(
  fault: Pick<Fault, 'name'>,
  server: URL,
  directory: string,
): Promise<Verdict | undefined> {
  const outputFile = join(directory, `${encodeURIComponent(fault.name)}.json`);
  const args = ['run', '--config', 'spec/bench/persistence-faults.config.ts', '--bail', '1'];
  const env = {
    FC_SEED: String(seedOfCi),
    FC_SHRINK: 'no',
    ...process.env,
    PERSISTENCE_FAULT: fault.name,
    DRIFTPROOF_TEST_SERVER: server.href,
  };
  const reporter = ['--reporter', 'json', '--outputFile', outputFile];
  await run('node_modules/.bin/vitest', [...args, '--root', '.', ...reporter], env);
  return verdict(fault.name, JSON.parse(await readFile(outputFile, 'utf8')));
}

async function run(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'ignore'] });
  await once(child, 'exit');
}

/** A property counts only with fast-check's own report: a file that does not load, say, has caught nothing. */
function verdict(fault: string, { numTotalTests, testResults }: Report): Verdict | undefined {
  if (numTotalTests === 0) throw new Error(`fault "${fault}": no test was run`);
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed');
  const runs = /Property failed after (\d+) tests/.exec(failed?.failureMessages.join('\n') ?? '')?.[1];
  return failed && runs ? { fault, property: failed.title, runs: Number(runs) } : undefined;
}

/** Hands one item after the other to whichever worker is free. */
async function eachOf<Item, Result>(
  items: readonly Item[],
  use: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const work = async () => {
    for (const [index, item] of queue) results[index] = await use(item);
  };
  await Promise.all(Array.from({ length: workers }, work));
  return results;
}

const line = (fault: string, verdict: Verdict | undefined): string =>
  verdict
    ? `${fault.padEnd(44)} ${String(verdict.runs).padStart(5)}  ${verdict.property}`
    : `${fault.padEnd(44)}     –  SURVIVED`;

async function main(): Promise<number> {
  for (const fault of faults) withFault(fault, sourceOf(fault));
  const server = await startServer({
    ...defaultChoice,
    server: process.env.DRIFTPROOF_TEST_SERVER ?? 'embedded',
  });
  const directory = await mkdtemp(join(tmpdir(), 'persistence-faults-'));
  try {
    const wanted = faults.filter(({ name }) => name.includes(process.argv[2] ?? ''));
    if (wanted.length === faults.length && (await check({ name: 'none' }, server.url, directory)))
      throw new Error('the properties fail without any fault');
    console.log(`${'fault'.padEnd(44)}  runs  caught by`);
    const verdicts = await eachOf(wanted, async (fault) => {
      const found = await check(fault, server.url, directory);
      console.log(line(fault.name, found));
      return found;
    });
    const survivors = verdicts.filter((each) => each === undefined).length;
    console.log(`${wanted.length} faults, ${wanted.length - survivors} caught, ${survivors} survived`);
    return survivors;
  } finally {
    await rm(directory, { recursive: true, force: true });
    await server.stop();
  }
}

process.exitCode = (await main()) === 0 ? 0 : 1;
