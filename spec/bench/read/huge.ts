import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { catalogIn } from '../../../src/harness/catalog/read.ts';
import { withLive } from '../../../src/harness/postgres/live.ts';
import { writeSection } from '../section.ts';
import { askFloor } from './floor.ts';
import { highWater } from './readers.ts';

/**
 * Reads a database of 100,000 tables once, and writes what it took. `--url` names the database, which
 * `spec/bench/read/schema.ts` has filled: to make it takes longer than all else.
 */
const { values } = parseArgs({ options: { url: { type: 'string' } } });
if (values.url === undefined) throw new Error('--url names a database of 100,000 tables');
const url = values.url;
const hour = 3_600_000;

/** Seconds that something takes. */
async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly seconds: number }> {
  const started = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - started) / 1000 };
}

// Ours comes first: the high water of this process is then its own.
const { result: catalog, seconds } = await timed(() => withLive(url, catalogIn, hour));
const mebibytes = highWater();
const floor = await timed(() => askFloor(url, { parallel: false }));
await writeSection(
  'huge',
  [
    '## 100,000 tables',
    '',
    `Read once by \`npm run bench:huge\` on ${cpus().length} cores (${cpus()[0]?.model.trim()}), node ${process.versions.node}, Postgres ${catalog.server.version}:`,
    `${catalog.objects.length.toLocaleString('en')} objects in ${seconds.toFixed(0)} s and ${mebibytes.toFixed(0)} MiB, ${(seconds / floor.seconds).toFixed(2)} times the query by hand`,
    `(${floor.seconds.toFixed(0)} s). A command gives up after a minute without an answer unless \`--timeout\` says more.`,
  ].join('\n'),
);
