import { run } from '../../src/harness/cli/run.ts';

export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly now?: () => Date;
}

/** Runs a command line within this process, off any terminal. */
export async function runInProcess(
  argv: readonly string[],
  { cwd, env = {}, now = () => new Date() }: Surroundings,
): Promise<Printed> {
  const said = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof said) => ({
    terminal: false,
    write: (text: string) => {
      said[name] += text;
    },
  });
  const code = await run(argv, { cwd, env, now, stdout: stream('stdout'), stderr: stream('stderr') });
  return { code, ...said };
}
