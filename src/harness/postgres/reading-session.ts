import type { Connection } from './connection.ts';
import { isServerFailure } from './errors.ts';
import { inSnapshot, type Snapshot } from './snapshot.ts';

/** A second session of a database that only reads it, for where the plans of the first become void each time. */
export interface ReadingSession {
  /** Reads in it, or in the first where it is not available, or was ended: a migration may end all sessions but its own. */
  read<T>(use: (snapshot: Snapshot) => Promise<T>, first: Connection): Promise<T>;
  close(): Promise<void>;
}

/** It is opened when it is first used. */
export function readingSession(open: () => Promise<Connection>): ReadingSession {
  let opened: Promise<Connection> | undefined;
  const close = async (): Promise<void> => {
    const closing = opened;
    opened = undefined;
    await closing?.then((connection) => connection.close()).catch(() => {});
  };
  return {
    close,
    read: async (use, first) => {
      try {
        opened ??= open();
        return await inSnapshot(await opened, use);
      } catch (error) {
        if (!isServerFailure(error)) throw error;
        await close();
        return inSnapshot(first, use);
      }
    },
  };
}
