import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

/** What squawk says of one place. */
export interface Said {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
}

const { resolve } = createRequire(import.meta.url);

/** Where squawk lies; nothing where npm has left out its package for this platform. */
function whereIsSquawk(): string | undefined {
  const { platform, arch } = process;
  try {
    return resolve(`@squawk-cli/${platform}-${arch}/bin/squawk${platform === 'win32' ? '.exe' : ''}`);
  } catch {
    return undefined;
  }
}

export const squawk = whereIsSquawk();

/** Lets squawk read files, each as one that a migration tool runs in a transaction, with the rules for the newest Postgres. */
export async function readBySquawk(files: readonly string[]): Promise<Said[]> {
  const settings = ['--reporter', 'json', '--pg-version', '19', '--include', 'require-table-schema'];
  const { stdout } = await promisify(execFile)(squawk ?? '', [
    ...settings,
    '--assume-in-transaction',
    ...files,
  ]).catch((ran: { readonly stdout: string; readonly code: number }) => {
    // It exits 1 when it has something to say.
    if (ran.code === 1) return ran;
    throw ran;
  });
  const said: readonly { rule_name: string; file: string; line: number }[] = JSON.parse(stdout);
  return said.map(({ rule_name, file, line }) => ({ rule: rule_name, file, line: line + 1 }));
}
