import * as columns from './make-columns.ts';
import * as others from './make-others.ts';
import { createTable } from './make-table.ts';
import type { Maker } from './maker.ts';
import type { MadeStep, Model } from './model.ts';
import { randomOf } from './random.ts';

export interface Wish {
  readonly seed: number;
  readonly migrations: number;
  readonly tables: number;
}

/** What a real project of three years does, by how often it does it. */
const often: readonly (readonly [maker: Maker, weight: number])[] = [
  [columns.addColumns, 34],
  [others.createIndex, 16],
  [columns.addReference, 12],
  [others.backfill, 10],
  [others.addEnumValue, 8],
  [others.setNotNull, 8],
  [columns.widen, 6],
  [columns.dropColumn, 6],
  [others.addCheck, 4],
  [columns.renameColumn, 3],
  [others.dropIndex, 3],
  [others.addTrigger, 3],
];

/** Makes a history and the model that it leads to: tables come thick at first, and seldom later. */
export function makeHistory({ seed, migrations, tables }: Wish): {
  readonly model: Model;
  readonly steps: readonly MadeStep[];
} {
  const random = randomOf(seed);
  const model: Model = { tables: [], enums: [] };
  const steps: MadeStep[] = [];
  while (steps.length < migrations) {
    const due = tables * ((steps.length + 1) / migrations) ** 0.7;
    const maker = model.tables.length < due ? createTable : weighted(random.below(total));
    const step = maker(model, random);
    if (step) steps.push(step);
  }
  return { model, steps };
}

const total = often.reduce((sum, [, weight]) => sum + weight, 0);

function weighted(at: number): Maker {
  let left = at;
  for (const [maker, weight] of often) {
    if (left < weight) return maker;
    left -= weight;
  }
  return columns.addColumns;
}
