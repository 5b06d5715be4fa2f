import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Migration } from '@pgkit/migra';
import { catalogIn } from '../../src/harness/catalog/read.ts';
import { inScope } from '../../src/harness/catalog/scope.ts';
import type { Scratch } from '../../src/harness/postgres/scratch.ts';
import { findingsBetween, nameOf } from '../harness/corpus/findings.ts';
import type { Ground } from '../harness/corpus/rows/row.ts';
import { wholeScope } from '../support/history.ts';
import { inspectByMigra } from './inspect.ts';
import type { PushAnswer, PushQuestion } from './peers-push.ts';

/** What a tool says of a database, as lines in any order; or why it says nothing. */
export type Said = { readonly lines: readonly string[] } | { readonly gaveUp: string };

/** A tool that knows what one ground should be like. */
export interface Tool {
  readonly name: string;
  ask(database: Scratch): Promise<Said>;
  close(): Promise<void>;
}

const nothing = async (): Promise<void> => {};

/** Compares with the catalog of an untouched database. */
export async function driftproof(untouched: Scratch): Promise<Tool> {
  const read = async (database: Scratch) => inScope(await catalogIn(database), wholeScope);
  const expected = await read(untouched);
  return {
    name: 'driftproof',
    ask: async (database) => ({
      lines: (await findingsBetween(expected, await read(database), untouched)).map(nameOf),
    }),
    close: nothing,
  };
}

/** Compares with what it has read of an untouched database. */
export async function migra(untouched: Scratch): Promise<Tool> {
  const expected = await inspectByMigra(untouched.url.href);
  return {
    name: '@pgkit/migra',
    ask: async (database) => {
      try {
        const migration = await Migration.create(await inspectByMigra(database.url.href), expected, {});
        migration.set_safety(false);
        migration.add_all_changes();
        return { lines: [...migration.statements] };
      } catch (error) {
        return { gaveUp: String(error) };
      }
    },
    close: nothing,
  };
}

/**
 * Compares with the schema file, `helped` where it would end or ask for reasons of its own. A question about a rename counts
 * as an answer: it has seen something.
 */
export function push(on: Ground, helped: boolean): Tool {
  let child: Promise<ChildProcess> | undefined;
  return {
    name: helped ? 'drizzle-kit push' : 'drizzle-kit push, as it is',
    ask: async (database) => {
      child ??= startPush();
      const process = await child;
      const over = new AbortController();
      const gone = once(process, 'exit', over).then(() => ({ gaveUp: 'ends the process' }));
      const told = once(process, 'message', over).then(([answer]) => toSaid(answer as PushAnswer));
      process.send({ on, url: database.url.href, helped } satisfies PushQuestion);
      const said = await Promise.race([told, gone]);
      over.abort();
      await Promise.allSettled([told, gone]);
      if (process.exitCode !== null) child = undefined;
      return said;
    },
    close: async () => {
      const process = await child;
      process?.disconnect();
    },
  };
}

async function startPush(): Promise<ChildProcess> {
  const jiti = 'node_modules/jiti/lib/jiti-cli.mjs';
  const child = fork(jiti, ['spec/bench/peers-push.ts'], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  await once(child, 'message');
  return child;
}

function toSaid(answer: PushAnswer): Said {
  if ('statements' in answer) return { lines: answer.statements };
  return answer.error.includes('Interactive prompts')
    ? { lines: ['asks about a rename'] }
    : { gaveUp: answer.error };
}
