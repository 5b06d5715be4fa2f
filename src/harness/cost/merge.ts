import type { Direction } from '../history/file-name.ts';
import type { Migration } from '../history/migrations.ts';
import { type Effect, printTable, type RowCounts, type StatementCost, strongestOf } from '../model/cost.ts';
import { firstWord } from '../sql/text.ts';
import type { Touch } from './effects.ts';
import type { Measured, MeasuredStep } from './measure-step.ts';
import { safeWayOf } from './safe-way.ts';

/** The up, and perhaps the down, of a migration, run with so many rows in the tables. */
export interface MeasuredRun {
  readonly rows: number;
  readonly steps: readonly MeasuredStep[];
}

const directions: readonly Direction[] = ['up', 'down'];

/** Puts the runs of one migration together; statements that touch no table of before, and need no saying, are left out. */
export const mergeRuns = (
  migration: Migration,
  survey: MeasuredRun,
  sized: readonly MeasuredRun[],
): StatementCost[] =>
  directions.flatMap((direction, step) =>
    (survey.steps[step]?.measured ?? []).flatMap((dry) => {
      const runs = sized.flatMap(({ rows, steps }) => {
        const found = steps[step]?.measured.find(({ piece }) => piece.offset === dry.piece.offset);
        return found ? [{ rows, found }] : [];
      });
      const cost = toCost(migration, direction, dry, runs);
      return cost.effects.length === 0 && cost.transaction !== null ? [] : [cost];
    }),
  );

interface Run {
  readonly rows: number;
  readonly found: Measured;
}

/** The run with most rows shows most. */
function toCost(
  migration: Migration,
  direction: Direction,
  dry: Measured,
  runs: readonly Run[],
): StatementCost {
  const { piece, transaction, observed, touches } = runs.at(-1)?.found ?? dry;
  const all = transaction === null ? withLocksOf(touches, dry.touches) : touches;
  const effects = all.map((touch) => toEffect(touch, runs));
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

/** What is in no transaction shows all its locks only where it was made to wait for them. */
const withLocksOf = (touches: readonly Touch[], dry: readonly Touch[]): Touch[] =>
  [...new Set([...touches, ...dry].map(({ table }) => printTable(table)))].flatMap((name) => {
    const [sized, locked] = [touches, dry].map((list) =>
      list.find(({ table }) => printTable(table) === name),
    );
    const touch = sized ?? locked;
    const mode = strongestOf([sized?.held, locked?.held].flatMap((held) => held ?? []));
    const heldSince = sized?.heldSince ?? locked?.heldSince;
    return touch ? [{ ...touch, ...(mode && heldSince ? { takes: mode, held: mode, heldSince } : {}) }] : [];
  });

const toEffect = ({ counts: _, broken, ...touch }: Touch, runs: readonly Run[]): Effect => ({
  ...touch,
  broken: broken.map(({ phrase }) => phrase),
  rows: runs.map(
    ({ found }) =>
      found.touches.find(({ table }) => printTable(table) === printTable(touch.table))?.counts ?? nothing,
  ),
});

const nothing: RowCounts = { inTable: 0, read: 0, inserted: 0, updated: 0, deleted: 0 };

/** Without comments before its first word. */
const oneLine = (text: string): string => text.slice(firstWord(text)).replace(/\s+/g, ' ').trim();
