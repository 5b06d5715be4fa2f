import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { catalogIn } from '../../src/harness/catalog/read.ts';
import {
  openScratchDatabases,
  type Scratch,
  type ScratchDatabases,
} from '../../src/harness/postgres/scratch.ts';
import { defaultChoice, startServer } from '../../src/harness/postgres/server.ts';
import { allControls } from '../harness/corpus/controls/all.ts';
import { corpus } from '../harness/corpus/rows/all.ts';
import type { Change, Ground } from '../harness/corpus/rows/row.ts';
import { buildSink } from '../harness/corpus/sink/sink.ts';
import { applicationHistory, applyMigrations } from '../support/history.ts';
import { runEach } from '../support/run-each.ts';
import { drop } from './drop.ts';
import { type Baseline, type Measured, type Outcome, report } from './peers-report.ts';
import { driftproof, migra, push, type Said, type Tool } from './peers-tools.ts';
import { rolesAsNow } from './roles.ts';

const page = 'spec/bench/peers.md';

const grounds: Readonly<Record<Ground, (database: Scratch) => Promise<void>>> = {
  application: async (database) => applyMigrations(database, await applicationHistory()),
  sink: buildSink,
};

async function apply(database: Scratch, change: Change): Promise<void> {
  await runEach(database, typeof change === 'string' ? [change] : change.alone);
}

const textOf = (said: Said): string => ('lines' in said ? [...said.lines].sort().join('\n') : said.gaveUp);

const outcomeOf = (said: Said, untouched: string): Outcome =>
  'gaveUp' in said ? 'gave up' : textOf(said) === untouched ? 'nothing' : 'found';

const describe = (said: Said): string =>
  'gaveUp' in said ? said.gaveUp : said.lines.length === 0 ? 'nothing' : `${said.lines.length} statements`;

/** Asks every tool about every row of one ground. */
async function measure(databases: ScratchDatabases, on: Ground, tally: Tally): Promise<void> {
  const untouched = await databases.create();
  await grounds[on](untouched);
  const rolesBack = await rolesAsNow(untouched);
  const tools: Tool[] = [await driftproof(untouched), await migra(untouched), push(on, true)];
  const before = new Map<string, string>();
  const unhelped = push(on, false);
  for (const tool of [...tools, unhelped]) {
    const said = await tool.ask(untouched);
    before.set(tool.name, textOf(said));
    tally.baselines.push({ tool: tool.name, on, says: describe(said) });
  }
  await unhelped.close();
  const major = Math.floor((await catalogIn(untouched)).server.versionNumber / 10000);
  const outcomesOf = async (change: Change): Promise<Measured['outcomes']> => {
    const clone = await databases.clone(untouched);
    await apply(clone, change);
    const outcomes: Record<string, Outcome> = {};
    for (const tool of tools)
      outcomes[tool.name] = outcomeOf(await tool.ask(clone), before.get(tool.name) ?? '');
    await clone.run(rolesBack);
    await drop(clone);
    return outcomes;
  };
  for (const { sentence, kind, change, since = 0 } of corpus.filter((row) => row.on === on))
    if (since <= major) tally.drifts.push({ sentence, kind, outcomes: await outcomesOf(change) });
  for (const { sentence, change } of allControls.filter((row) => row.on === on))
    tally.controls.push({ sentence, outcomes: await outcomesOf(change) });
  for (const tool of tools) await tool.close();
}

interface Tally {
  readonly baselines: Baseline[];
  readonly drifts: Measured[];
  readonly controls: Measured[];
}

const versionOf = (name: string): string =>
  JSON.parse(
    readFileSync(name === 'driftproof' ? 'package.json' : `node_modules/${name}/package.json`, 'utf8'),
  ).version;

async function main(): Promise<void> {
  const choice = process.env.DRIFTPROOF_TEST_SERVER ?? defaultChoice.server;
  const server = await startServer({ ...defaultChoice, server: choice });
  const databases = await openScratchDatabases(server);
  const tally: Tally = { baselines: [], drifts: [], controls: [] };
  try {
    const scratch = await databases.create();
    const { version } = (await catalogIn(scratch)).server;
    for (const on of ['application', 'sink'] as const) await measure(databases, on, tally);
    const tools = [
      { name: 'driftproof', version: versionOf('driftproof') },
      { name: '@pgkit/migra', version: versionOf('@pgkit/migra') },
      { name: 'drizzle-kit push', version: versionOf('drizzle-kit') },
    ];
    const text = report({ server: version, tools, ...tally });
    await writeFile(page, text);
    console.log(text);
  } finally {
    await databases.close();
    await server.stop();
  }
}

await main();
