import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { campaign, type Tally } from './campaign.ts';
import { isWell, pageOf, wordsOf } from './report.ts';
import { startFaultServer } from './server.ts';

/** Tries every fault at every place, prints the table and writes it down; ends with 1 when anything is not well. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { server: { type: 'string', default: 'embedded' }, image: { type: 'string' } },
  });
  const kind = values.server === 'container' ? 'container' : 'embedded';
  const server = await startFaultServer(kind, values.image);
  const tallies: Tally[] = [];
  try {
    await campaign(
      server,
      (places) => places,
      (tally) => {
        tallies.push(tally);
        if (!isWell(tally)) console.error(wordsOf(tally));
        else if (tallies.length % 100 === 0) console.error(`${tallies.length} faults`);
      },
    );
  } finally {
    await server.stop();
  }
  const page = pageOf(server, tallies);
  await writeFile(`spec/faults/${kind}.md`, page);
  console.log(page);
  if (!tallies.every(isWell)) process.exitCode = 1;
}

await main();
