import pg from 'pg';
import { openScratchDatabases } from '../../src/harness/postgres/scratch.ts';
import { defaultChoice, startServer } from '../../src/harness/postgres/server.ts';
import { migrateByDrizzle } from '../support/application.ts';
import { fill } from './indexes-data.ts';
import { gainOf, type Measured, type Measurement, measureAll, serves } from './indexes-measure.ts';
import type { Plan } from './indexes-plan.ts';

const kilobytes = ({ bytes }: Measured): string => `${Math.round(bytes / 1024)} kB`;

const gain = (measurement: Measurement, measured: Measured): string =>
  `${measured.plan.buffers} buffers, a gain of ${gainOf(measurement, measured).toFixed(1)}`;

const plan = ({ indexes, scanned }: Plan): string =>
  [...scanned.map((table) => `scans ${table}`), ...indexes.map((index) => `uses ${index}`)].join(', ');

const section = (measurement: Measurement): string[] => {
  const { index, question, specified, without, instead, better } = measurement;
  return [
    question,
    `  without it    ${without.buffers} buffers; ${plan(without)}`,
    `  as specified  ${index}: ${kilobytes(specified)}, ${gain(measurement, specified)}; ${plan(specified.plan)}`,
    ...(instead
      ? [`  better        ON ${better}: ${kilobytes(instead)}, ${gain(measurement, instead)}`]
      : []),
    `  ${serves(measurement) ? 'serves its purpose' : 'DOES NOT SERVE ITS PURPOSE'}`,
    '',
  ];
};

async function main(): Promise<void> {
  const choice = process.env.DRIFTPROOF_TEST_SERVER ?? defaultChoice.server;
  const server = await startServer({ ...defaultChoice, server: choice });
  const databases = await openScratchDatabases(server);
  const { url } = await databases.create();
  await migrateByDrizzle(url);
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await fill(client);
    const measurements = await measureAll(client);
    console.log(measurements.flatMap(section).join('\n'));
  } finally {
    await client.end();
    await databases.close();
    await server.stop();
  }
}

await main();
