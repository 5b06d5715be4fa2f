import { resolve } from 'node:path';
import { type Cost, type CostOptions, costOf } from '../cost/cost.ts';
import {
  blockedBy,
  type Effect,
  goesThrough,
  type Harm,
  harmOf,
  type RowCounts,
  type StatementCost,
  shorten,
} from '../model/cost.ts';
import type { Finding } from '../model/finding.ts';
import { type RunningRule, ranInto } from './running-rules.ts';
import { isReversible, type Trial } from './trial.ts';

/** What a migration costs, and what is to be said of that. */
export interface Costed extends Cost {
  readonly findings: readonly Finding[];
}

/** What does a migration cost those who use its tables meanwhile? Nothing is asked where there are no options. */
export async function costIn(trial: Trial, options: CostOptions | undefined): Promise<Costed> {
  if (!options) return { costs: [], notMeasured: [], findings: [] };
  const { migration, stand, scope } = trial;
  const cost = await costOf({
    migration,
    reversible: isReversible(migration),
    stand,
    ledger: scope.ledger,
    options,
  });
  return { ...cost, findings: costFindings(migration.tag, cost.costs) };
}

/** What is to be said of the statements of one migration. */
export const costFindings = (tag: string, costs: readonly StatementCost[]): Finding[] => [
  ...costs.flatMap((cost) => cost.effects.flatMap((effect) => harmFinding(tag, cost, effect))),
  ...costs.flatMap((cost) => brokenFinding(tag, cost)),
  ...heldLong(tag, costs),
];

const rules: Readonly<Record<Harm, readonly [RunningRule, (effect: Effect) => string]>> = {
  empties: ['migration-empties-table', ({ table }) => `empties ${table}`],
  rewrites: ['migration-rewrites-table', ({ table }) => `writes ${table} and its indexes anew`],
  rebuilds: [
    'migration-rebuilds-index',
    ({ table, rebuilt }) => `builds ${rebuilt.join(', ')} of ${table} anew`,
  ],
  backfills: ['migration-backfills', ({ table }) => `changes the rows of ${table} in the migration`],
  'blocks-reads': ['migration-blocks-reads', ({ table }) => `blocks reads and writes of ${table}`],
  'blocks-writes': ['migration-blocks-writes', ({ table }) => `blocks writes to ${table}`],
};

function harmFinding(tag: string, cost: StatementCost, effect: Effect): Finding[] {
  const harm = harmOf(effect);
  if (!harm) return [];
  const [rule, what] = rules[harm];
  const details = [rowsWords(effect), lockWords(cost, effect)].filter((words) => words !== '');
  return [said(rule, tag, cost, `${what(effect)}: ${details.join(', ')}`, cost.safeWay ?? '')];
}

const said = (rule: RunningRule, tag: string, cost: StatementCost, what: string, advice: string): Finding =>
  ranInto(rule, tag, `${tag}: its ${cost.direction} ${what} (${shorten(cost.statement, 60)})`, {
    advice,
    file: resolve(cost.source.file),
    line: cost.source.line,
  });

/** What was done to rows, at each size. */
function rowsWords({ rows }: Effect): string {
  const counters = (['read', 'inserted', 'updated', 'deleted'] as const).filter((each) =>
    rows.some((counts) => counts[each] > 0),
  );
  const atSizes = (counter: keyof RowCounts): string =>
    rows.map((counts) => `${counts[counter]} rows of ${counts.inTable}`).join(' and ');
  return counters.map((counter) => `${counter} ${atSizes(counter)}`).join(', ');
}

function lockWords({ source }: StatementCost, { held, heldSince }: Effect): string {
  if (!held) return '';
  return `under ${held}${heldSince === source.line ? '' : `, held since line ${heldSince}`}`;
}

/** Only an up meets code that was written for what stood before; a down takes back what its up brought. */
function brokenFinding(tag: string, cost: StatementCost): Finding[] {
  const broken = cost.effects.flatMap((each) => each.broken);
  if (cost.direction === 'down' || broken.length === 0) return [];
  const advice = 'first deploy code that does without it, then take it away in a later migration';
  return [
    said(
      'migration-breaks-running-code',
      tag,
      cost,
      `breaks code that still runs: ${broken.join(', ')}`,
      advice,
    ),
  ];
}

/** A lock is kept to the end of its transaction, so whoever waits for it waits for what is done afterwards too. */
function heldLong(tag: string, costs: readonly StatementCost[]): Finding[] {
  const transactions = new Map<string, StatementCost[]>();
  for (const cost of costs.filter(({ transaction }) => transaction !== null)) {
    const key = `${cost.direction} ${cost.transaction}`;
    transactions.set(key, [...(transactions.get(key) ?? []), cost]);
  }
  return [...transactions.values()].flatMap((each) => heldLongIn(tag, each));
}

function heldLongIn(tag: string, costs: readonly StatementCost[]): Finding[] {
  const kept = costs.flatMap((cost, at) =>
    cost.effects
      .filter(({ takes }) => blockedBy(takes) !== 'nothing')
      .map(({ table }) => ({
        cost,
        table,
        later: costs.slice(at + 1).filter((each) => worksOnOther(each, table)),
      }))
      .filter(({ later }) => later.length > 0),
  );
  const [first] = kept;
  if (!first) return [];
  const tables = [...new Set(kept.map(({ table }) => table))].join(', ');
  const lines = [...new Set(kept.flatMap(({ later }) => later.map(({ source }) => source.line)))].join(', ');
  const what = `keeps its lock on ${tables} while other tables are worked on, in line ${lines}`;
  return [
    said('migration-lock-held-long', tag, first.cost, what, 'one table in a migration, or the lock last'),
  ];
}

const worksOnOther = ({ effects }: StatementCost, table: string): boolean =>
  effects.some((effect) => effect.table !== table && (effect.rewritten || goesThrough(effect)));
