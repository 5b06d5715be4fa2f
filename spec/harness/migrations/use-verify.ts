import { verify } from '../../../src/harness/checks/verify/verify-history.ts';
import type { ScratchDatabases } from '../../../src/harness/postgres/scratch.ts';
import { madeOf, wholeScope } from '../../support/history.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

/** A migration, and what is there before it. */
export interface Tried {
  readonly base: string;
  /** A migration before it, which is never taken back. */
  readonly earlier?: string | undefined;
  readonly up: string;
  readonly down: string;
}

/** Gives what tells which rules the whole of `verify` finds of a migration, each once, in alphabetical order. */
export function useVerify(): (tried: Tried) => Promise<string[]> {
  const databases = useScratchDatabases();
  const databasesWith = (base: string): ScratchDatabases => ({
    ...databases,
    server: databases.server,
    close: async () => {},
    create: async () => {
      const database = await databases.create();
      await database.run(base);
      return database;
    },
  });
  return async ({ base, earlier, up, down }) => {
    const before =
      earlier === undefined ? [] : [madeOf('/made/0000_earlier', 1, earlier, '-- irreversible: none')];
    const { findings } = await verify({
      databases: databasesWith(base),
      migrations: [...before, madeOf('/made/0001_row', 2, up, down)],
      scope: wholeScope,
      rows: { perTable: 20, seed: 1, byHand: {} },
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
}
