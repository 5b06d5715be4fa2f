import { userCacheFolder } from '../cache/cache-folder.ts';
import { parametersOf, toUrl } from '../postgres/parameters.ts';
import type { Server } from '../postgres/running-server.ts';
import { startServer } from '../postgres/server.ts';
import { completed } from '../postgres/surroundings.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';

/** A server that is named by a URL is reached as the live database is: what is absent is as libpq completes it. */
const completedServer = (server: string, { env }: Environment): string =>
  server.includes('://') ? toUrl(completed(parametersOf(server), env)).href : server;

/** Starts the server that a command asks for; an embedded one may keep something for the next run. */
export const startChosen = ({
  options,
  environment,
}: Pick<Context, 'options' | 'environment'>): Promise<Server> =>
  startServer({
    ...options,
    server: completedServer(options.server, environment),
    caches: userCacheFolder(environment.env),
  });
