import type { Stream } from '../commands/io.ts';
import { cleanUpAll } from '../postgres/cleanup.ts';
import { run } from './run.ts';

const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Set by a signal: then what we were doing fails for want of its server, and that is no news. */
let interrupted = false;

const toStream = (stream: NodeJS.WriteStream): Stream => ({
  write: (text) => void (interrupted || stream.write(text)),
  terminal: stream.isTTY === true,
});

/** The one place that knows the process and ends it. */
export async function main(): Promise<void> {
  // `on`, not `once`: a library that listens too ends the process at once when it sees no other listener.
  for (const [signal, code] of Object.entries(signals)) process.on(signal, () => leave(code));
  // A reader that goes away, such as `head`, has read enough.
  process.stdout.on('error', () => {});
  const code = await run(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    now: () => new Date(),
    stdout: toStream(process.stdout),
    stderr: toStream(process.stderr),
  });
  if (!interrupted) await leave(code);
}

async function leave(code: number): Promise<void> {
  interrupted = true;
  await cleanUpAll();
  process.stdout.write('', () => process.exit(code));
}
