import type { Direction } from '../history/file-name.ts';
import type { Migration } from '../history/migrations.ts';
import {
  type Effect,
  type LockMode,
  printTable,
  type RowCounts,
  type StatementCost,
  strongestOf,
} from '../model/cost.ts';
import { firstWord } from '../sql/text-positions.ts';
import type { Touch } from './effects.ts';
import type { Measured, MeasuredStep } from './measure-step.ts';
import { safeWayOf } from './safe-way.ts';

/** The up, and perhaps the down, of a migration, run with so many rows in the tables. */
export interface MeasuredRun {
  readonly rows: number;
  readonly steps: readonly MeasuredStep[];
}

const directions: readonly Direction[] = ['up', 'down'];

/** Merges the runs of one migration; statements that touch no existing table, and run in a transaction, are left out. */
export const mergeRuns = (
  migration: Migration,
  survey: MeasuredRun,
  sized: readonly MeasuredRun[],
): StatementCost[] =>
  directions.flatMap((direction, step) =>
    (survey.steps[step]?.measured ?? []).flatMap((dry) => {
      const runs = sized.flatMap(({ rows, steps }) => {
        const found = steps[step]?.measured.find(({ piece }) => piece.offset === dry.piece.offset);
        return found ? [{ rows, found, existing: steps[step]?.existing }] : [];
      });
      const cost = toCost(migration, direction, dry, runs);
      return cost.effects.length === 0 && cost.transaction !== null ? [] : [cost];
    }),
  );

interface Run {
  readonly rows: number;
  readonly found: Measured;
  readonly existing: MeasuredStep['existing'] | undefined;
}

/** The run with the most rows shows the most. */
function toCost(
  migration: Migration,
  direction: Direction,
  dry: Measured,
  runs: readonly Run[],
): StatementCost {
  const sized = runs.at(-1)?.found ?? dry;
  const { piece, transaction, observed } = sized;
  const effects = withLocks(sized, dry).map((touch) => toEffect(touch, runs));
  const safeWay = safeWayOf(piece, effects);
  return {
    direction,
    source: { file: (migration[direction] ?? migration.up).path, line: piece.line },
    statement: oneLine(piece.text),
    transaction,
    observed: observed || dry.observed,
    effects,
    times: runs.map(({ rows, found }) => ({ rows, ms: Math.round(found.ms) })),
    ...(safeWay === undefined ? {} : { safeWay }),
  };
}

/**
 * Where tables have rows, the locks of the INSERTs hide those of the step, and a statement outside any transaction shows
 * all its locks only where it was made to wait for them: so the stronger ones of both runs are used. The server tells of
 * locks in no order: here it is that of the names.
 */
const withLocks = (sized: Measured, dry: Measured): Touch[] =>
  [...new Set([...sized.touches, ...dry.touches].map(({ nameBefore }) => nameBefore))]
    .sort()
    .flatMap((nameBefore) => {
      const [own, locked] = [sized, dry].map(({ touches }) =>
        touches.find((touch) => touch.nameBefore === nameBefore),
      );
      const touch = own ?? locked;
      if (!touch) return [];
      const { takes: _, held: __, heldSince: ___, ...rest } = touch;
      const held = stronger(sized.held.get(nameBefore), dry.held.get(nameBefore));
      const takes =
        sized.transaction === null
          ? held?.mode
          : strongestOf([own, locked].flatMap((each) => each?.takes ?? []));
      return [
        { ...rest, ...(takes ? { takes } : {}), ...(held ? { held: held.mode, heldSince: held.line } : {}) },
      ];
    });

type Held = { readonly mode: LockMode; readonly line: number };

const stronger = (one: Held | undefined, other: Held | undefined): Held | undefined =>
  one && other ? (strongestOf([one.mode, other.mode]) === other.mode ? other : one) : (one ?? other);

const toEffect = (
  { counts: _, breakingChanges, nameBefore, ...touch }: Touch,
  runs: readonly Run[],
): Effect => ({
  ...touch,
  breakingChanges: breakingChanges.map(({ phrase }) => phrase),
  rows: runs.map(({ found, existing }) => {
    const untouched = { ...nothing, inTable: rowsOf(existing, nameBefore) };
    return found.touches.find((each) => each.nameBefore === nameBefore)?.counts ?? untouched;
  }),
});

const rowsOf = (existing: Run['existing'], name: string): number =>
  [...(existing?.relations.values() ?? [])].find((relation) => printTable(relation.name) === name)?.rows ?? 0;

const nothing: RowCounts = { inTable: 0, read: 0, inserted: 0, updated: 0, deleted: 0 };

/** Without comments before its first word. */
const oneLine = (text: string): string => text.slice(firstWord(text)).replace(/\s+/g, ' ').trim();
