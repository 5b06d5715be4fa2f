import { Problem } from './problem.ts';

/** What the operating system's refusals mean (Node manual, "Common system errors"). */
const meanings: Readonly<Record<string, readonly [what: string, advice: string]>> = {
  EACCES: ['may not be read or written by this user', 'check its owner and mode'],
  EPERM: ['may not be changed by this user', 'check its owner and mode'],
  EROFS: ['lies on a file system that may only be read', 'use another folder'],
  ENOSPC: ['there is no room left on the device', 'make room'],
  EDQUOT: ['the disk quota is used up', 'make room'],
  EMFILE: ['this process may open no more files', 'raise the limit (ulimit -n)'],
  ENFILE: ['the system may open no more files', 'close other programs, or raise the limit of the system'],
  ENOMEM: ['there is no memory left', 'close other programs'],
  EAGAIN: ['the system has no resources left for another process', 'raise the limit (ulimit -u)'],
  ENOENT: ['no such file or folder', 'check the path'],
  ENOTDIR: ['is a file, not a folder', 'check the path'],
  EISDIR: ['is a folder, not a file', 'check the path'],
  ENAMETOOLONG: ['is too long a name', 'use a shorter path'],
  ELOOP: ['is a link that leads to itself', 'fix the link'],
};

/** What the operating system refused, as a Problem that names the file; nothing for any other error. */
export function systemProblem(error: unknown, advice?: string): Problem | undefined {
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException;
  const known = meanings[code ?? ''];
  return known && new Problem(known[0], { where: path, advice: advice ?? known[1], cause: error });
}
