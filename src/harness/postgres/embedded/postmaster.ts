import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { ifInaccessible } from '../../model/file-errors.ts';
import { isAlive } from '../alive.ts';

/** A process, as far as it can be ended: a child of ours, or one that a child has left running. */
export type Running = Pick<ChildProcess, 'exitCode' | 'signalCode' | 'kill'>;

export const isRunning = ({ exitCode, signalCode }: Running): boolean =>
  exitCode === null && signalCode === null;

/** A process by its id alone: nobody tells with which code it ended. */
export const processOf = (pid: number): Running => ({
  get exitCode() {
    return isAlive(pid) ? null : 0;
  },
  signalCode: null,
  kill: (signal) => isAlive(pid) && process.kill(pid, signal),
});

/** The first line of `postmaster.pid` is the server's process id (Postgres source, miscadmin.h). A link is not followed. */
export async function postmasterOf(data: string): Promise<number | undefined> {
  const text = await readOwn(join(data, 'postmaster.pid')).catch(ifInaccessible(''));
  const [line = ''] = text.split('\n');
  return /^[1-9]\d{0,9}$/.test(line) && Number(line) > 1 ? Number(line) : undefined;
}

async function readOwn(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
