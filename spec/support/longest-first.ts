import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, begun at the end of a run, would leave a core with nothing to do meanwhile. */
const longest = [
  'checks/rows/close-calls',
  'plan/sequences',
  'corpus/sink',
  'trust/server-fails',
  'migrations/parts',
  'plan/adopt-folders',
  'plan/renames',
  'init/init',
  'catalog/drift',
  'plan/sequences-application',
  'browser/html',
  'report/hostile',
  'init/found',
  'plan/sink',
  'projects/projects',
  'lib/history',
  'plan/adopt',
  'baseline/first-hour',
  'cli/verify',
  'compat/across',
];

const placeOf = ({ moduleId }: TestSpecification): number => {
  const at = longest.findIndex((name) => moduleId.endsWith(`/${name}.spec.ts`));
  return at < 0 ? longest.length : at;
};

/** A worker that files share ends before a file that begins in one of its own: so the others of these come last, and are short. */
const rankOf = (file: TestSpecification): number => {
  const place = placeOf(file);
  if (!file.project.config.isolate) return place;
  return place < longest.length ? -1 : longest.length + 1;
};

/** Begins with the files that take longest. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
