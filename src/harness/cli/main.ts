import { takenWrites } from '../model/taken-writes.ts';
import { cleanUpAll } from '../postgres/cleanup.ts';
import { collectGarbage } from './collect-garbage.ts';
import type { Stream } from './io.ts';
import { run } from './run.ts';
import { leaveUnoptimised } from './slow-to-optimise.ts';
import { whatNobodyCatches } from './uncaught.ts';

const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Set by a signal: what then fails because its server is gone is not reported. */
let interrupted = false;

/** The project's own code is kept from ending the process, and from writing where the report goes: we are not. */
const exit = process.exit.bind(process);
const writeOut = process.stdout.write.bind(process.stdout);

/** The one place that knows the process and ends it. */
export async function main(): Promise<void> {
  process.stdout.write = takenWrites();
  leaveUnoptimised();
  // `on`, not `once`: a library that listens too ends the process at once when it sees no other listener.
  for (const [signal, code] of Object.entries(signals)) process.on(signal, () => leave(code));
  // A reader that closes the pipe, such as `head`, has read enough.
  process.stdout.on('error', () => {});
  const uncaught = whatNobodyCatches();
  process.exit = uncaught.exit;
  const code = await run(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    now: () => new Date(),
    collect: collectGarbage,
    stdout: streamOf(process.stdout, writeOut),
    stderr: streamOf(process.stderr, (text) => process.stderr.write(text)),
    failure: uncaught.failure,
  });
  if (!interrupted) await leave(code);
}

async function leave(code: number): Promise<void> {
  interrupted = true;
  await cleanUpAll();
  writeOut('', () => exit(code));
}

const streamOf = (stream: NodeJS.WriteStream, write: (text: string) => unknown): Stream => ({
  write: (text) => void (interrupted || write(text)),
  terminal: stream.isTTY === true,
  get columns() {
    return stream.isTTY ? stream.columns : undefined;
  },
});
