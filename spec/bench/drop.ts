import { quoteName } from '../../src/harness/postgres/connection.ts';
import type { Scratch } from '../../src/harness/postgres/scratch.ts';

/** Drops a database with its subscriptions, which hold it (Postgres manual, "DROP DATABASE"); none of them reaches a server. */
export async function drop(database: Scratch): Promise<void> {
  const [rows = []] = await database.run(
    'SELECT subname AS name FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())',
  );
  for (const { name } of rows) {
    const subscription = quoteName(String(name));
    await database.run(`ALTER SUBSCRIPTION ${subscription} DISABLE`);
    await database.run(`ALTER SUBSCRIPTION ${subscription} SET (slot_name = NONE)`);
    await database.run(`DROP SUBSCRIPTION ${subscription}`);
  }
  await database.drop();
}
