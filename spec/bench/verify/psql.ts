import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openScratchDatabases } from '../../../src/harness/postgres/scratch.ts';
import { defaultChoice, startServer } from '../../../src/harness/postgres/server.ts';
import { secondsOf } from './time.ts';

/** The migrations of a folder as psql takes them: each in a transaction of its own, the downs left out. */
async function scriptOf(folder: string): Promise<string> {
  const journal = JSON.parse(await readFile(join(folder, 'meta/_journal.json'), 'utf8'));
  const texts = (journal.entries as { readonly tag: string }[]).map(({ tag }) =>
    readFile(join(folder, `${tag}.sql`), 'utf8'),
  );
  return (await Promise.all(texts)).map((text) => `BEGIN;\n${text}\n;COMMIT;\n`).join('');
}

/** Seconds that psql takes, as often as is wished, to replay folders of migrations on a server that runs already. */
export async function psqlSeconds(folder: string, runs: number): Promise<number[]> {
  const server = await startServer({ ...defaultChoice, server: 'embedded' });
  const databases = await openScratchDatabases(server);
  try {
    const script = join(folder, 'all.sql');
    await writeFile(script, await scriptOf(folder));
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
