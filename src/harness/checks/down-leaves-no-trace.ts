import { catalogIn } from '../catalog/read.ts';
import { inScope, type Scope } from '../catalog/scope.ts';
import type { Direction } from '../history/file-name.ts';
import { displayPath } from '../history/files.ts';
import type { Migration } from '../history/history.ts';
import type { Stop } from '../history/replay.ts';
import { runStep, StepFailure } from '../history/step.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Finding } from '../model/finding.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { compare } from './compare.ts';
import type { Context } from './judge.ts';
import { migrationFinding } from './migration-finding.ts';

/** How one migration fared on its way down and up again; what was not reached is absent. */
export interface RoundTrip {
  readonly down?: readonly Finding[];
  readonly again?: readonly Finding[];
}

/**
 * Can a migration be taken back, and applied once more? Runs it down on `clone`, a database that stands just after it,
 * and requires the catalog from before it; then up, and requires the catalog from after it.
 */
export async function downLeavesNoTrace(
  clone: Scratch,
  { migration, before, after }: Stop,
  scope: Scope,
): Promise<RoundTrip> {
  if (!migration.down) return {};
  const down = await stepTo(clone, migration, 'down', before, scope);
  if (failed(down)) return { down };
  return { down, again: await stepTo(clone, migration, 'up', after, scope) };
}

const failed = (findings: readonly Finding[]): boolean => findings.some(({ rule }) => rule === failureRule);
const failureRule = 'migration-step-fails';

async function stepTo(
  clone: Scratch,
  migration: Migration,
  direction: Direction,
  expected: Catalog,
  scope: Scope,
): Promise<Finding[]> {
  try {
    await runStep(clone, migration, direction, scope.ledger);
  } catch (error) {
    if (error instanceof StepFailure) return [stepFailureFinding(migration, direction, error)];
    throw error;
  }
  const actual = inScope(await catalogIn(clone), scope);
  return compare(expected, actual, contexts[direction](migration));
}

const stepFailureFinding = (
  { tag }: Migration,
  direction: Direction,
  { file, line, reason }: StepFailure,
): Finding =>
  migrationFinding(
    failureRule,
    'breaking',
    tag,
    `${tag}: ${direction === 'down' ? 'its down' : 'its second up'} fails: ${reason}`,
    {
      advice: 'nothing of the step was kept; correct the statement',
      culprit: 'migration',
      file,
      line,
    },
  );

const contexts: Record<Direction, (migration: Migration) => Context> = {
  down: ({ tag, down, up }) => ({
    culprit: 'migration',
    source: { file: displayPath((down ?? up).path) },
    meaning: {
      missing: `does not come back by the down of ${tag}`,
      extra: `is left behind by the down of ${tag}`,
      changed: ` after the down of ${tag}`,
    },
    advice: {
      missing: 'make it again in the down file',
      extra: 'drop it in the down file',
      changed: 'set it back in the down file',
    },
  }),
  up: ({ tag, up }) => ({
    culprit: 'migration',
    source: { file: displayPath(up.path) },
    meaning: {
      missing: `is not made by the second up of ${tag}`,
      extra: `is there only after the second up of ${tag}`,
      changed: ` after the second up of ${tag}`,
    },
    advice: {
      missing: 'let the up file not depend on what was there',
      extra: 'let the up file not depend on what was there',
      changed: 'let the up file not depend on what was there',
    },
  }),
};
