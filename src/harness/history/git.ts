import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export type Git = (...args: readonly string[]) => Promise<string>;

/** Runs git in a folder and returns what it prints. Its messages are asked for in English, for who reads them. */
export const gitIn =
  (cwd: string, env: Readonly<Record<string, string | undefined>>): Git =>
  async (...args) => {
    const options = { cwd, env: { ...env, LC_ALL: 'C' }, maxBuffer: 2 ** 28 };
    return (await promisify(execFile)('git', args, options)).stdout;
  };
