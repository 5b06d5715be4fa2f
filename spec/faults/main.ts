import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { campaign, type Tally } from './campaign.ts';
import { pageOf, wordsOf } from './report.ts';
import { startFaultServer } from './server.ts';
import { isWell } from './trial.ts';

/** Tries every fault at every place (`--every N`: at every Nth), prints the table and writes it down; ends with 1 when anything is not well. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      server: { type: 'string', default: 'embedded' },
      image: { type: 'string' },
      every: { type: 'string', default: '1' },
    },
  });
  const { server: kind, every: text } = values;
  if (kind !== 'embedded' && kind !== 'container')
    throw new Error(`--server ${kind}: use embedded or container`);
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--every ${text}: use a whole number from 1`);
  const every = Number(text);
  const server = await startFaultServer(kind, values.image);
  // What is tried then fails, and so does the command.
  process.once('SIGINT', () => server.stop());
  const tallies: Tally[] = [];
  try {
    await campaign(
      server,
      (places) => places.filter((_, at) => at % every === 0),
      (tally) => {
        tallies.push(tally);
        if (!isWell(tally.outcome)) console.error(wordsOf(tally));
        else if (tallies.length % 100 === 0) console.error(`${tallies.length} faults`);
      },
    );
  } finally {
    await server.stop();
  }
  const page = pageOf(server, tallies, every);
  await writeFile(`spec/faults/${kind}.md`, page);
  console.log(page);
  if (!tallies.every(({ outcome }) => isWell(outcome))) process.exitCode = 1;
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
