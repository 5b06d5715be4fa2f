import { atDatabase } from '../../src/harness/postgres/address.ts';
import { observer, withSession } from '../support/session.ts';
import { type Fault, faults, type Setup } from './faults.ts';
import { type Ground, survey, take } from './ground.ts';
import { type Tried, triedHistories } from './histories.ts';
import { type Place, placesOf } from './place.ts';
import type { FaultServer } from './server.ts';
import { isWell, type Outcome, tryFault } from './trial.ts';

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

/** Tries all faults on all steps, and tells `each` of every outcome; a history ends at the first that is not well. Those that need the small disk come last, since a restart empties it. */
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
  history: Tried,
  tried: readonly Fault[],
  pick: Pick,
  each: (tally: Tally) => void,
): Promise<void> {
  const database = `faults_${history.name}`;
  const url = () => atDatabase(server.url, database);
  const where = tried.some(({ small }) => small) ? ' TABLESPACE small' : '';
  await onServer(server, `CREATE DATABASE ${database} TEMPLATE template0${where}`);
  const stand: Setup = { server, url, observer: observer(url) };
  await withSession(url(), (session) => history.prepare(session.database));
  for await (const tally of talliesOf(stand, history, tried, pick)) {
    each(tally);
    // The database stands anywhere now: what else were tried on it would tell nothing.
    if (!isWell(tally.outcome)) break;
  }
  await stand.observer.close();
  await onServer(server, `DROP DATABASE ${database} WITH (FORCE)`);
}

async function* talliesOf(
  stand: Setup,
  { name, migrations }: Tried,
  tried: readonly Fault[],
  pick: Pick,
): AsyncGenerator<Tally> {
  for (const migration of migrations)
    for (const ground of await survey(stand, migration)) {
      for (const fault of tried)
        for (const place of pick(placesOf(ground, fault), fault, ground))
          yield { history: name, fault, ground, place, outcome: await tryFault(stand, ground, fault, place) };
      await withSession(stand.url(), (session) => take(session.database, { migration, direction: 'up' }));
    }
}

const onServer = (server: FaultServer, sql: string): Promise<unknown> =>
  withSession(server.url, ({ database }) => database.run(sql));
