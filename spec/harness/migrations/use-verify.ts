import { verify } from '../../../src/harness/checks/verify/verify-history.ts';
import {
  openScratchDatabases,
  type Scratch,
  type ScratchDatabases,
} from '../../../src/harness/postgres/scratch.ts';
import { madeOf, wholeScope } from '../../support/history.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

/** A migration, and what is there before it. */
export interface Tried {
  readonly base: string;
  /** A migration before it, which is never taken back. */
  readonly earlier?: string | undefined;
  readonly up: string;
  readonly down: string;
  /** What rows are made by; 1 unless said. */
  readonly seed?: number;
}

/** Gives what tells which rules the whole of `verify` finds of a migration, each once, in alphabetical order. */
export function useVerify(): (tried: Tried) => Promise<string[]> {
  const shared = useScratchDatabases();
  const verified = async ({ base, earlier, up, down, seed = 1 }: Tried, databases: ScratchDatabases) => {
    const before =
      earlier === undefined ? [] : [madeOf('/made/0000_earlier', 1, earlier, '-- irreversible: none')];
    const { findings } = await verify({
      databases: { ...databases, create: () => databaseWith(databases, base) },
      migrations: [...before, madeOf('/made/0001_row', 2, up, down)],
      scope: wholeScope,
      rows: { perTable: 20, seed, byHand: {} },
      cost: { sizes: [100, 400], seed: 1 },
      schema: async ({ catalog: declared }) => ({
        declared,
        refused: [],
        snapshotAfter: async () => undefined,
        snapshotFile: undefined,
        locate: () => undefined,
      }),
      onStep: () => {},
    });
    return [...new Set(findings.map(({ rule }) => rule))].sort();
  };
  return async (tried) => {
    const databases = await openScratchDatabases(shared.server);
    return verified(tried, databases).finally(() => databases.close());
  };
}

async function databaseWith(databases: ScratchDatabases, base: string): Promise<Scratch> {
  const database = await databases.create();
  await database.run(base);
  return database;
}
