import { afterAll, beforeAll, inject } from 'vitest';
import { openWorkshop, type Scratch, type Workshop } from '../../src/harness/postgres/scratch.ts';

/** The scratch databases of one spec file: made when asked for, all dropped when the file is done. */
export function useWorkshop(): Omit<Workshop, 'close'> {
  let workshop: Workshop;
  beforeAll(async () => {
    const server = {
      kind: inject('serverKind'),
      url: new URL(inject('serverUrl')),
      description: '',
      stop: async () => {},
    };
    workshop = await openWorkshop(server);
  });
  afterAll(() => workshop.close());
  return {
    get server() {
      return workshop.server;
    },
    create: () => workshop.create(),
    clone: (template: Scratch) => workshop.clone(template),
  };
}
