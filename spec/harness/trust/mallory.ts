import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import type { Scratch, ScratchDatabases } from '../../../src/harness/postgres/scratch.ts';

/** A database that belongs to Mallory, who is no superuser and wants whoever looks at it to run a function of hers. */
export interface Guarded {
  readonly database: Scratch;
  /** The way in of a role that may do nothing but connect. */
  readonly asChecker: URL;
  asMallory(sql: string): Promise<void>;
  openSession(): Promise<pg.Client>;
  /** Whether her function has run as somebody who may do more than she. */
  hasRun(): Promise<boolean>;
  /** Forgets that it has. */
  clear(): Promise<void>;
}

/**
 * `evil` writes a file on the server, which a read-only transaction does not prevent; nothing where that is forbidden. It
 * calls itself immutable, so that planning a statement may work it out; the file is written by one that does not.
 */
const functions = `
CREATE FUNCTION public.leave_mark() RETURNS void LANGUAGE plpgsql AS $evil$
BEGIN
  EXECUTE format('COPY (SELECT 1) TO %L', current_setting('data_directory') || '/evil_' || current_database());
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $evil$;
CREATE FUNCTION public.evil(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
  $evil$ BEGIN PERFORM public.leave_mark(); RETURN $1; END $evil$;
CREATE FUNCTION public.evil_trigger() RETURNS trigger LANGUAGE plpgsql AS
  $evil$ BEGIN PERFORM public.evil(''); RETURN NEW; END $evil$;`;

const mark = `current_setting('data_directory') || '/evil_' || current_database()`;

/** Two roles for one spec file, and databases that are made over to the first. */
export function useMallory(databases: Pick<ScratchDatabases, 'create'>) {
  const names = { mallory: `mallory_${process.pid}`, checker: `checker_${process.pid}` };
  const sessions: pg.Client[] = [];
  const guarded: Scratch[] = [];
  let admin: Scratch;
  beforeAll(async () => {
    admin = await databases.create();
    for (const name of Object.values(names)) await admin.run(`CREATE ROLE ${name} LOGIN PASSWORD 'secret'`);
  });
  afterAll(async () => {
    for (const session of sessions) await session.end();
    for (const database of guarded) await database.drop();
    for (const name of Object.values(names)) await admin.run(`DROP ROLE ${name}`);
  });
  const urlOf = ({ url }: Scratch, name: string): URL => {
    const other = new URL(url);
    other.username = name;
    other.password = 'secret';
    return other;
  };
  const guard = async (database: Scratch): Promise<Guarded> => {
    guarded.push(database);
    await database.run(`ALTER DATABASE ${database.name} OWNER TO ${names.mallory};
      ALTER SCHEMA public OWNER TO ${names.mallory}; ALTER SCHEMA drizzle OWNER TO ${names.mallory};
      ALTER TABLE drizzle.__drizzle_migrations OWNER TO ${names.mallory};
      DO $$ DECLARE t regclass; BEGIN
        FOR t IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
          EXECUTE format('ALTER TABLE %s OWNER TO ${names.mallory}', t);
        END LOOP; END $$`);
    const openSession = async (): Promise<pg.Client> => {
      const client = new pg.Client({ connectionString: urlOf(database, names.mallory).href });
      await client.connect();
      sessions.push(client);
      return client;
    };
    const asMallory = async (sql: string): Promise<void> => {
      await (await openSession()).query(sql);
    };
    await asMallory(functions);
    return {
      database,
      asChecker: urlOf(database, names.checker),
      asMallory,
      openSession,
      hasRun: async () => {
        const [[row] = []] = await database.run(
          `SELECT (pg_stat_file(${mark}, true)).size IS NOT NULL AS has_run`,
        );
        return row?.has_run === true;
      },
      clear: async () => {
        await database.run(
          `DO $$ BEGIN EXECUTE format('COPY (SELECT 1) TO PROGRAM %L', 'cat > /dev/null; rm -f ' || ${mark}); END $$`,
        );
      },
    };
  };
  return { guard };
}
