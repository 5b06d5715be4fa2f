import { readdir } from 'node:fs/promises';
import { cacheFolder } from '../../cache/cache-folder.ts';
import { isTimelineFile } from '../../history/timeline-cache.ts';
import { ifInaccessible } from '../../model/file-errors.ts';
import type { Server } from '../../postgres/running-server.ts';
import type { Context } from '../context.ts';

/** A server that is started once: when it is asked for, or before. */
export interface ServerAhead {
  readonly start: () => Promise<Server>;
  /** Starts it where it is all but certain to be asked for. If that fails, who asks for it is told. */
  readonly foresee: () => void;
  /** Stops it where it was started. */
  readonly stop: () => Promise<void>;
}

/**
 * The server of a drift check. Where nothing is kept of what any migrations build, as on a new machine of CI, it can start
 * while the live database is read.
 */
export function serverAhead(context: Context): ServerAhead {
  let started: Promise<Server> | undefined;
  let foreseen = Promise.resolve();
  const start = (): Promise<Server> => {
    started ??= import('../chosen-server.ts').then(({ startChosen }) => startChosen(context));
    return started;
  };
  const ahead = async (): Promise<void> => {
    if (await keepsNothing(context)) await start();
  };
  return {
    start,
    foresee: () => {
      foreseen = ahead().catch(() => {});
    },
    stop: async () => {
      await foreseen;
      await (await started?.catch(() => undefined))?.stop();
    },
  };
}

async function keepsNothing({ project, environment }: Context): Promise<boolean> {
  const folder = cacheFolder(project.configFile, environment.env);
  const names = folder === undefined ? [] : await readdir(folder).catch(ifInaccessible([]));
  return !names.some(isTimelineFile);
}
