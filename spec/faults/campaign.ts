import { atDatabase } from '../../src/harness/postgres/address.ts';
import { observer, withSession } from '../support/session.ts';
import { type Fault, faults, type Stand } from './faults.ts';
import { type Ground, survey, take } from './ground.ts';
import { type Tried, triedHistories } from './histories.ts';
import { type Place, placesOf } from './place.ts';
import type { FaultServer } from './server.ts';
import { type Outcome, tryFault } from './trial.ts';

/** One fault, tried at one place of one step. */
export interface Tally {
  readonly history: string;
  readonly fault: Fault;
  readonly ground: Ground;
  readonly place: Place;
  readonly outcome: Outcome;
}

/** Which of the places of a fault in a step are tried. */
export type Pick = (places: readonly Place[], fault: Fault, ground: Ground) => readonly Place[];

/** Tries all faults on all steps, and tells `each` of every outcome. Those that need the small disk come last, since a restart empties it. */
export async function campaign(server: FaultServer, pick: Pick, each: (tally: Tally) => void): Promise<void> {
  const onSmall = faults.filter(({ small }) => small);
  for (const history of await triedHistories())
    await tryHistory(
      server,
      history,
      faults.filter(({ small }) => !small),
      pick,
      each,
    );
  if ('why' in server.small) return;
  await withSession(server.url, ({ database }) =>
    database.run(`CREATE TABLESPACE small LOCATION '${'folder' in server.small ? server.small.folder : ''}'`),
  );
  for (const history of await triedHistories()) await tryHistory(server, history, onSmall, pick, each);
}

async function tryHistory(
  server: FaultServer,
  { name, prepare, migrations }: Tried,
  tried: readonly Fault[],
  pick: Pick,
  each: (tally: Tally) => void,
): Promise<void> {
  const database = `faults_${name}`;
  const url = () => atDatabase(server.url, database);
  const where = tried.some(({ small }) => small) ? ' TABLESPACE small' : '';
  await onServer(server, `CREATE DATABASE ${database} TEMPLATE template0${where}`);
  const stand: Stand = { server, url, observer: observer(url) };
  await withSession(url(), (session) => prepare(session.database));
  for (const migration of migrations)
    for (const ground of await survey(stand, migration)) {
      for (const fault of tried)
        for (const place of pick(placesOf(ground, fault), fault, ground))
          each({ history: name, fault, ground, place, outcome: await tryFault(stand, ground, fault, place) });
      await withSession(url(), (session) => take(session.database, { migration, direction: 'up' }));
    }
  await stand.observer.close();
  await onServer(server, `DROP DATABASE ${database} WITH (FORCE)`);
}

const onServer = (server: FaultServer, sql: string): Promise<unknown> =>
  withSession(server.url, ({ database }) => database.run(sql));
