import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { faults, sourceOf, withFault } from './persistence-faults.ts';

/** The properties, in the order in which they may catch a fault: the ones with the narrowest sentences first. */
const specs = [
  'sweep',
  'flag',
  'visibility',
  'references',
  'nulls',
  'time',
  'default-now',
  'concurrency',
  'downgrade',
  'history',
];

const fault = faults.find(({ name }) => name === process.env.PERSISTENCE_FAULT);

/** Serves one file of `src/lib` with a fault in it; what is on disk stays as it is. */
const faulty = {
  name: 'fault',
  enforce: 'pre' as const,
  load: (id: string) =>
    fault && id.endsWith(`/src/lib/${fault.file}`) ? withFault(fault, sourceOf(fault)) : undefined,
};

const rank = ({ moduleId }: TestSpecification): number => specs.indexOf(basename(moduleId, '.spec.ts'));

class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...files].sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  plugins: [faulty],
  test: {
    include: specs.map((name) => `spec/lib/${name}.spec.ts`),
    globalSetup: ['spec/support/server.ts'],
    env: { DRIFTPROOF_TEST_SERVER: process.env.DRIFTPROOF_TEST_SERVER ?? 'auto' },
    sequence: { sequencer: InOrder },
    fileParallelism: false,
    testTimeout: 60_000,
  },
});
