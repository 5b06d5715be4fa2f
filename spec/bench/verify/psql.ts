import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openScratchDatabases } from '../../../src/harness/postgres/scratch.ts';
import { defaultChoice, startServer } from '../../../src/harness/postgres/server.ts';
import { secondsOf } from './time.ts';

/** What psql runs of each migration, in this order. */
export type Ways = readonly ('up' | 'down')[];

/** The migrations of a folder as psql takes them: each file in a transaction of its own; what has no way back goes up once. */
async function scriptOf(folder: string, ways: Ways): Promise<string> {
  const journal = JSON.parse(await readFile(join(folder, 'meta/_journal.json'), 'utf8'));
  const textsOf = async ({ tag }: { readonly tag: string }): Promise<string[]> => {
    const read = (name: string) => readFile(join(folder, name), 'utf8');
    const up = await read(`${tag}.sql`);
    const down = ways.includes('down') ? await read(`${tag}_down.sql`) : '';
    if (down.startsWith('-- irreversible')) return [up];
    return ways.map((way) => (way === 'up' ? up : down));
  };
  const texts = (await Promise.all(journal.entries.map(textsOf))).flat();
  return texts.map((text) => `BEGIN;\n${text}\n;COMMIT;\n`).join('');
}

/** Seconds that psql takes, as often as is wished, to replay folders of migrations on a server that runs already. */
export async function psqlSeconds(folder: string, runs: number, ways: Ways = ['up']): Promise<number[]> {
  const server = await startServer({ ...defaultChoice, server: 'embedded' });
  const databases = await openScratchDatabases(server);
  try {
    const script = join(folder, 'all.sql');
    await writeFile(script, await scriptOf(folder, ways));
    const seconds: number[] = [];
    for (let run = 0; run < runs; run++) {
      const database = await databases.create();
      const args = ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', script, '-d', database.url.href];
      seconds.push(await secondsOf({ program: 'psql', args, cwd: folder }, 600));
    }
    return seconds;
  } finally {
    await databases.close();
    await server.stop();
  }
}
