import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, begun at the end of a run, would leave a core with nothing to do meanwhile. */
const longest = [
  'checks/rows/close-calls',
  'corpus/sink',
  'init/init',
  'plan/adopt-folders',
  'plan/renames',
  'trust/server-fails',
  'browser/html',
  'catalog/drift',
  'baseline/first-hour',
];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const at = longest.findIndex((name) => moduleId.endsWith(`/${name}.spec.ts`));
  return at < 0 ? longest.length : at;
};

/** Begins with the files that take longest. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
