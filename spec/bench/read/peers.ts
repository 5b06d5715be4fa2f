import { pushSchema } from 'drizzle-kit/api';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { extractByDelta, inspectByMigra } from '../inspect.ts';

/** How other tools read a database, by their names. */
export const peers: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
  '@pgkit/migra': inspectByMigra,
  '@supabase/pg-delta': extractByDelta,
  'drizzle-kit pushSchema': readByPush,
};

/** It has no call for reading alone: it compares with a schema that declares nothing as well, and draws what turns. */
async function readByPush(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    await pushSchema({}, drizzle(client) as never, ['public']);
  } finally {
    process.stdout.write = write;
    await client.end();
  }
}
