import { offersSql } from '../../catalog/session-facts.ts';
import type { Checkup } from '../../model/checkup.ts';
import { Problem } from '../../model/problem.ts';
import { withLive } from '../../postgres/live.ts';
import type { Server } from '../../postgres/running-server.ts';
import { startChosen } from '../chosen-server.ts';
import type { Environment } from '../environment.ts';

import { type Options, timeoutMsOf } from '../options.ts';
import { answerOf, looked } from './looked.ts';

/** What scratch databases can be created on: the server of `--server` is started and asked. */
export async function scratchServer(
  environment: Environment,
  options: Options,
  extensions: readonly string[],
): Promise<readonly Checkup[]> {
  const server = await answerOf(() => startChosen({ options, environment }));
  const engines = options.server === 'auto' ? [await engine()] : [];
  if (server instanceof Problem) return [...engines, looked('scratch server', server)];
  const offers = await answerOf(() => offersOf(server, options)).finally(server.stop);
  if (offers instanceof Problem) return [...engines, looked('scratch server', offers)];
  return [
    ...engines,
    looked('scratch server', `Postgres ${offers.version}, ${describe(server)}`),
    ...ofExtensions(extensions, offers.extensions),
  ];
}

async function engine(): Promise<Checkup> {
  const { whyNoEngine } = await import('../../postgres/container.ts');
  const why = await whyNoEngine();
  const about = 'container engine';
  return why === undefined ? looked(about, 'answers') : { about, state: 'unused', says: why };
}

const offersOf = ({ url }: Server, options: Options) =>
  withLive(
    { url, from: '' },
    (live) =>
      live.read(async (snapshot) => {
        const [[facts] = [], available = []] = await snapshot.query(...offersSql);
        return {
          version: String(facts?.version),
          extensions: new Set(available.map(({ name }) => String(name))),
        };
      }),
    timeoutMsOf(options),
  );

function ofExtensions(created: readonly string[], available: ReadonlySet<string>): readonly Checkup[] {
  if (created.length === 0) return [];
  const absent = created.filter((name) => !available.has(name));
  if (absent.length === 0) return [looked('extensions', created.join(', '))];
  const advice = 'use --server container with an --image that has it, or the URL of a server that has';
  return [{ about: 'extensions', state: 'missing', says: `there is no ${absent.join(', no ')}`, advice }];
}

/** Why it is the embedded one is said of the engine. */
const describe = ({ kind, description }: Server): string =>
  kind === 'embedded' ? 'the embedded server' : description;
