import { type SessionFacts, sessionSql, toSessionFacts } from '../../catalog/session-facts.ts';
import { hiddenLedger } from '../../checks/drift/ledger-findings.ts';
import { readLive } from '../../checks/drift/live-state.ts';
import { type WhichLedger, whichLedger } from '../../checks/drift/which-ledger.ts';
import { qualified } from '../../history/ledger.ts';
import { readableMigrations } from '../../history/migrations.ts';
import type { Checkup } from '../../model/checkup.ts';
import { counted } from '../../model/counted.ts';
import { Problem } from '../../model/problem.ts';
import { staysHere } from '../../postgres/address.ts';
import { quoteName } from '../../postgres/connection.ts';
import type { LiveAddress } from '../../postgres/live.ts';
import type { Context } from '../context.ts';
import { asksTargets, atOneTarget } from '../fleet/one-target.ts';
import { liveAddress, withLiveAt } from '../live-address.ts';
import { answerOf, looked } from './looked.ts';

const about = 'live database';

/** The database that `drift` and `status` would read: whether it answers, how, and what its role lacks. */
export async function liveDatabase(given: Context): Promise<readonly Checkup[]> {
  const context = asksTargets(given) ? await answerOf(() => atOneTarget(given)) : given;
  if (context instanceof Problem) return [notLooked(context, given.options.target !== undefined)];
  const address = await answerOf(() => liveAddress(context));
  if (address instanceof Problem) return [notLooked(address, false)];
  const read = await answerOf(() => readAll(context, address));
  if (read instanceof Problem) return [looked(about, read)];
  const { facts, which, objects, version, behind } = read;
  const where = `Postgres ${version}, by ${address.from}${facts.standby ? ', a standby' : ''}`;
  return [
    looked(about, `${where}: ${counted(objects, 'object')} read`),
    tls(facts, address),
    role(facts),
    ledger(facts, which),
    clock(behind),
  ];
}

/** It is missing only where it was asked for. */
const notLooked = (why: Problem, asked: boolean): Checkup => ({
  ...looked(about, why),
  state: asked ? 'missing' : 'unused',
});

/** Reads what `drift` reads. `behind`: how far its clock is behind ours, in milliseconds. */
const readAll = (context: Context, address: LiveAddress) =>
  withLiveAt(address, context, async (live) => {
    const { environment, scope, project, settings, folder } = context;
    const [facts, behind] = await live.read(async (snapshot) => {
      // The first question opens the transaction too, and the clock is read when the second comes.
      await snapshot.query('SELECT 1');
      const sent = environment.now().getTime();
      const [[row] = []] = await snapshot.query(sessionSql(scope.ledger.schema));
      const session = toSessionFacts(row);
      return [session, (sent + environment.now().getTime()) / 2 - session.clock] as const;
    });
    const { catalog, whole, ledgers } = await readLive(live, scope);
    const { migrations } = await readableMigrations(await folder());
    const which = whichLedger(ledgers, migrations, { scope, configFile: project.configFile, settings });
    return { facts, behind, which, objects: whole.objects.length, version: catalog.server.version };
  });

function tls({ tls }: SessionFacts, address: LiveAddress): Checkup {
  if (tls !== null) return looked('TLS', tls);
  if (staysHere(address.url)) return { about: 'TLS', state: 'unused', says: 'none, on this machine' };
  const advice = 'add sslmode=verify-full to its URL, with sslrootcert where its certificate is of your own';
  return { about: 'TLS', state: 'missing', says: 'the connection is not encrypted', advice };
}

const role = ({ role, superuser }: SessionFacts): Checkup =>
  superuser
    ? {
        about: 'role',
        state: 'unused',
        says: `${role} is a superuser: one that may connect, and read the ledger, is enough (docs/security.md)`,
      }
    : looked('role', role);

function ledger({ role, usesSchema }: SessionFacts, which: WhichLedger): Checkup {
  const why = hiddenLedger(which);
  const name = qualified(which.name);
  if (why === undefined)
    return which.ledger.state === 'read'
      ? looked('ledger', `${name}: ${counted(which.ledger.rows.length, 'row')}`)
      : {
          about: 'ledger',
          state: 'missing',
          says: `${name} does not say what the database ran`,
          advice: 'ask driftproof status',
        };
  const usage = usesSchema
    ? ''
    : `GRANT USAGE ON SCHEMA ${quoteName(which.name.schema)} TO ${quoteName(role)}; `;
  const filtered = which.ledger.state === 'hidden' && which.ledger.filtered;
  const advice = filtered ? '' : `${usage}GRANT SELECT ON ${name} TO ${quoteName(role)};`;
  return { about: 'ledger', state: 'missing', says: why, ...(advice ? { advice } : {}) };
}

const most = 5000;

function clock(behind: number): Checkup {
  const seconds = Math.round(Math.abs(behind) / 1000);
  const side = behind > 0 ? 'behind' : 'ahead of';
  if (Math.abs(behind) <= most) return looked('clock', 'as here, to a few seconds');
  const says = `its clock is ${counted(seconds, 'second')} ${side} ours`;
  const advice = 'set the one that is wrong: migrations are ordered by the clocks of those who generate them';
  return { about: 'clock', state: 'missing', says, advice };
}
