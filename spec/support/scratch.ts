import { afterAll, beforeAll, inject } from 'vitest';
import {
  openScratchDatabases,
  type Scratch,
  type ScratchDatabases,
} from '../../src/harness/postgres/scratch.ts';

/** The scratch databases of one spec file: made when asked for, all dropped when the file is done. */
export function useScratchDatabases(): Omit<ScratchDatabases, 'close'> {
  let databases: ScratchDatabases;
  beforeAll(async () => {
    const server = {
      kind: inject('serverKind'),
      url: new URL(inject('serverUrl')),
      description: '',
      stop: async () => {},
    };
    databases = await openScratchDatabases(server);
  });
  afterAll(() => databases.close());
  return {
    get server() {
      return databases.server;
    },
    create: () => databases.create(),
    clone: (template: Scratch) => databases.clone(template),
    confine: (template: Scratch) => databases.confine(template),
  };
}
