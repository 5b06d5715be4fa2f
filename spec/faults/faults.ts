import { sqlState } from '../../src/harness/postgres/sqlstates.ts';
import { type Observer, openSession, type Session, withSession } from '../support/session.ts';
import type { Place } from './place.ts';
import type { FaultServer } from './server.ts';

/** A database that faults are tried on. */
export interface Setup {
  readonly server: FaultServer;
  /** Its URL, which changes when its server starts again. */
  readonly url: () => URL;
  readonly observer: Observer;
}

/** What a fault is done to. */
export interface Scene extends Setup {
  readonly runner: Session;
  readonly place: Place;
}

/** Something that happens to a step. */
export interface Fault {
  readonly name: string;
  /** Settings of the runner's session. */
  readonly settings?: string;
  /** Whether it can strike while a statement runs, and not only between two. */
  readonly inside: boolean;
  /** Whether the database has to lie in the small file system. */
  readonly small?: true;
  /** Strikes, and returns what takes it away again: nothing of it stands in the way of the next step. */
  readonly strike: (scene: Scene) => Promise<() => Promise<void>>;
}

const nothing = async (): Promise<void> => {};

const killed: Fault = {
  name: 'server killed (SIGKILL), started again',
  inside: true,
  strike: async ({ server }) => {
    await server.kill();
    return () => server.restart();
  },
};

const cut: Fault = {
  name: 'connection cut (socket destroyed)',
  inside: true,
  strike: async ({ runner }) => {
    runner.cut();
    return nothing;
  },
};

const terminated: Fault = {
  name: 'connection ended (pg_terminate_backend)',
  inside: true,
  strike: async ({ server, runner }) => {
    await withSession(server.url, ({ database }) =>
      database.run(`SELECT pg_terminate_backend(${runner.pid})`),
    );
    return nothing;
  },
};

/** What writes to a catalog needs a lock on it for a moment, so that whoever locks the catalogs stops every DDL statement. */
const catalogs = [
  'class',
  'attribute',
  'type',
  'proc',
  'trigger',
  'policy',
  'enum',
  'depend',
  'index',
  'constraint',
];

/** Locks what can be had of the tables, leaving out what the runner has locked itself. */
const lockTables = `
DO $$ DECLARE name regclass; BEGIN
  FOR name IN SELECT c.oid FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v')
    AND c.relnamespace <> ALL (ARRAY['pg_catalog', 'information_schema', 'pg_toast']::regnamespace[])
  LOOP BEGIN EXECUTE format('LOCK TABLE %s IN EXCLUSIVE MODE NOWAIT', name);
    EXCEPTION WHEN lock_not_available OR undefined_table THEN NULL; END;
  END LOOP; END $$`;

const lockTimeout: Fault = {
  name: 'lock timeout',
  settings: "SET lock_timeout = '50ms'",
  inside: false,
  strike: async ({ url }) => {
    const other = await openSession(url());
    await other.database.run(
      `SET lock_timeout = '5s'; BEGIN; LOCK TABLE ${catalogs.map((name) => `pg_${name}`).join(', ')} IN EXCLUSIVE MODE`,
    );
    await other.database.run(lockTables);
    return other.close;
  },
};

/** Fills all there is, to the last block, and then gives as much back as the place says. */
const diskFull: Fault = {
  name: 'disk full (tablespace of 48 MB)',
  inside: false,
  small: true,
  strike: async ({ server, place: { room = 0 } }) => {
    await withSession(server.url, async ({ database }) => {
      await database.run(`CREATE UNLOGGED TABLE spare (x text STORAGE PLAIN) TABLESPACE small;
        CREATE UNLOGGED TABLE filler (x text STORAGE PLAIN) TABLESPACE small`);
      const fill = (table: string, blocks: number) =>
        database.run(`INSERT INTO ${table} SELECT repeat('x', 8000) FROM generate_series(1, ${blocks})`);
      await fill('spare', Math.ceil(room / 8192));
      for (const blocks of [1024, 64, 8, 1])
        for (let full = false; !full; )
          full = await fill('filler', blocks).then(
            () => false,
            ({ code }) => {
              if (code !== sqlState.diskFull) throw new Error(`the small disk refuses with ${code}`);
              return true;
            },
          );
      await database.run('DROP TABLE spare');
    });
    return () =>
      withSession(server.url, async ({ database }) => void (await database.run('DROP TABLE filler')));
  },
};

export const faults: readonly Fault[] = [killed, cut, terminated, lockTimeout, diskFull];
