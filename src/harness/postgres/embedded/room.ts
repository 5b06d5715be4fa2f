import { statfs } from 'node:fs/promises';
import { ServerFailure } from '../errors.ts';

/** Bytes that may be written where a folder is. */
export async function roomIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** What a new cluster takes, with some migrations. */
export const roomNeeded = 200 * 1024 ** 2;

/** What a new cluster takes with its first databases. */
const leastRoom = 100 * 1024 ** 2;

/** Throws where a cluster can be laid out and no more: it would fail later, in words that name no folder. */
export async function checkRoom(folder: string): Promise<void> {
  if ((await roomIn(folder)) < leastRoom) throw tooLittleRoom('the embedded server does not start', folder);
}

export const tooLittleRoom = (what: string, folder: string): ServerFailure =>
  new ServerFailure(`${what}: there is too little room in ${folder}`, {
    advice: `make room for at least ${roomNeeded / 1024 ** 2} MB, or set TMPDIR to another folder`,
  });
