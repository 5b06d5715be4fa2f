import { readFile } from 'node:fs/promises';
import { ifInaccessible } from '../../model/file-errors.ts';
import { Problem } from '../../model/problem.ts';

/** An account of the operating system. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account to run Postgres as: our own, or, since Postgres refuses to run as root, one that has no rights.
 * Returns nothing when it is our own. Nothing is added to the machine's accounts.
 */
export async function serverAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = await readFile('/etc/passwd', 'utf8').catch(ifInaccessible(''));
  for (const name of ['nobody', 'postgres', 'daemon']) {
    const [, , uid, gid] =
      accounts
        .split('\n')
        .find((line) => line.startsWith(`${name}:`))
        ?.split(':') ?? [];
    if (isId(uid) && isId(gid)) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Problem('Postgres does not run as root, and there is no account "nobody" to run it as', {
    advice: 'run as another user, or use --server with container or a URL',
  });
}

/** On macOS nobody has the id -2, which nothing can be given to. */
const isId = (text: string | undefined): boolean => /^\d+$/.test(text ?? '');
