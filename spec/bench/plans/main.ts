import { readFileSync } from 'node:fs';
import { inScope } from '../../../src/harness/catalog/scope.ts';
import type { Difference } from '../../../src/harness/diff/diff.ts';
import { align } from '../../../src/harness/plan/align.ts';
import { touches } from '../../../src/harness/plan/concerns.ts';
import { readSide } from '../../../src/harness/plan/read-side.ts';
import {
  openScratchDatabases,
  type Scratch,
  type ScratchDatabases,
} from '../../../src/harness/postgres/scratch.ts';
import { defaultChoice, startServer } from '../../../src/harness/postgres/server.ts';
import { corpus } from '../../harness/corpus/rows/all.ts';
import type { Ground } from '../../harness/corpus/rows/row.ts';
import { buildSink } from '../../harness/corpus/sink/sink.ts';
import { applicationHistory, applyMigrations, wholeScope } from '../../support/history.ts';
import { runEach } from '../../support/run-each.ts';
import { drop } from '../drop.ts';
import { rolesAsNow } from '../roles.ts';
import { writeSection } from '../section.ts';
import { driftproof, migra, pgDelta, type Said } from './tools.ts';

/** Every this many drifts are planned for, unless DRIFTPROOF_PLANS is `all`. */
const sampling = process.env.DRIFTPROOF_PLANS === 'all' ? 1 : 4;

const grounds: Readonly<Record<Ground, (database: Scratch) => Promise<void>>> = {
  application: async (database) => applyMigrations(database, await applicationHistory()),
  sink: buildSink,
};

const read = (database: Scratch) => readSide(database, (catalog) => inScope(catalog, wholeScope));

interface Tally {
  readonly clean: Map<string, number>;
  readonly gaveUp: Map<string, number>;
  /** Drifts of which all that is left is said by name. */
  readonly said: Map<string, number>;
  /** What is said then, and how often. */
  readonly reasons: Map<string, number>;
  /** Drifts of which something is left that driftproof does not say. */
  readonly unsaid: string[];
  drifts: number;
}

const add = (counts: Map<string, number>, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1);
};

/** Lets every tool bring back a clone of every drifted database, and looks what is left. */
async function measure(databases: ScratchDatabases, on: Ground, tally: Tally): Promise<void> {
  const untouched = await databases.create();
  await grounds[on](untouched);
  const rolesBack = await rolesAsNow(untouched);
  const expected = await read(untouched);
  const tools = [await driftproof(untouched), await migra(untouched), await pgDelta(untouched)];
  const drifts = corpus.filter((row) => row.on === on).filter((_, at) => at % sampling === 0);
  for (const { change, sentence } of drifts) {
    tally.drifts++;
    const drifted = await databases.clone(untouched);
    await runEach(drifted, typeof change === 'string' ? [change] : change.alone);
    for (const { name, bringBack } of tools) {
      const live = await databases.clone(drifted);
      const said = await bringBack(live).catch((): readonly Said[] => {
        add(tally.gaveUp, name);
        return [];
      });
      const { differences } = await align(await read(live), expected, (use) => use(untouched));
      if (differences.length === 0) add(tally.clean, name);
      else if (name === 'driftproof') tell(differences, said, sentence, tally);
      await drop(live);
    }
    await drifted.run(rolesBack);
    await drop(drifted);
  }
}

/** What is left, as far as it is said why. */
function tell(left: readonly Difference[], said: readonly Said[], sentence: string, tally: Tally): void {
  const reasons = left.map(({ object }) => said.find(({ about }) => touches(about, object.id))?.reason);
  if (reasons.includes(undefined)) tally.unsaid.push(sentence);
  else {
    add(tally.said, 'driftproof');
    add(tally.reasons, reasons[0] ?? '');
  }
}

const versionOf = (name: string): string =>
  JSON.parse(
    readFileSync(name === 'driftproof' ? 'package.json' : `node_modules/${name}/package.json`, 'utf8'),
  ).version;

function report({ clean, gaveUp, said, reasons, unsaid, drifts }: Tally, server: string): string {
  const names = ['driftproof', '@pgkit/migra', '@supabase/pg-delta'];
  const row = (label: string, of: (name: string) => string): string =>
    `| ${[label, ...names.map(of)].join(' | ')} |`;
  const percent = (name: string): string => `${((100 * (clean.get(name) ?? 0)) / drifts).toFixed(1)} %`;
  return [
    '## Plans',
    '',
    `Made by \`npm run bench:plans\` on Postgres ${server}. Each tool plans from a drifted database to the untouched one and`,
    `runs its plan there, for ${drifts} of the corpus's ${corpus.length} single drifts (one in ${sampling}); then the database is read back, and what differs in`,
    "meaning from the untouched one is left. The reader and the corpus are this project's own. migra's statements, as ours, run one",
    'by one, and what is refused is tried again after the others; pg-delta runs its plans by itself. What a tool does not look at',
    'by design counts as left. migra ends at a constraint of a foreign table as it is: those are kept from it.',
    '',
    row('', (name) => `${name} ${versionOf(name)}`),
    row('---', () => '--:'),
    row('leave nothing', (name) => `${clean.get(name) ?? 0} of ${drifts} (${percent(name)})`),
    row('says by name that it cannot', (name) => (name === 'driftproof' ? String(said.get(name) ?? 0) : '')),
    row('leaves something, and does not say so', (name) =>
      name === 'driftproof' ? String(unsaid.length) : '',
    ),
    row('give up, or fail as they run', (name) => String(gaveUp.get(name) ?? 0)),
    '',
    'What driftproof says that it cannot (it is not planned, or printed as not proved), and how often:',
    '',
    ...[...reasons].sort(([, a], [, b]) => b - a).map(([reason, count]) => `- ${reason}: ${count}`),
    ...unsaid.map((sentence) => `- not said: ${sentence}`),
  ].join('\n');
}

async function main(): Promise<void> {
  const choice = process.env.DRIFTPROOF_TEST_SERVER ?? 'embedded';
  const server = await startServer({ ...defaultChoice, server: choice });
  const databases = await openScratchDatabases(server);
  const tally: Tally = {
    clean: new Map(),
    gaveUp: new Map(),
    said: new Map(),
    reasons: new Map(),
    unsaid: [],
    drifts: 0,
  };
  try {
    const { catalog } = await read(await databases.create());
    for (const on of ['application', 'sink'] as const) await measure(databases, on, tally);
    await writeSection('plans', report(tally, catalog.server.version));
  } finally {
    await databases.close();
    await server.stop();
  }
}

await main();
