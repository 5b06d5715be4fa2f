import { type Cost, type CostOptions, measureCost } from '../../cost/measure-migration.ts';
import {
  blockedBy,
  type Effect,
  type Harm,
  harmOf,
  printTable,
  type StatementCost,
  scansRows,
  shorten,
  type TableName,
} from '../../model/cost.ts';
import type { Finding } from '../../model/finding.ts';
import type { Outcome } from '../../model/report.ts';
import type { Scratch } from '../../postgres/scratch.ts';
import { found } from '../rules/found.ts';
import type { RuleId } from '../rules/registry.ts';
import type { Trial } from './trial.ts';
import { isReversible } from './trial-database.ts';

/** What a migration costs, and the findings about it. */
export interface Costed extends Cost {
  readonly findings: readonly Finding[];
  readonly outcome: Outcome;
}

export const noCost: Costed = { costs: [], notMeasured: [], findings: [], outcome: 'not reached' };

/** What is left to be asked of a database on which the migration was applied. */
export type CostedAfterwards = (after: Scratch) => Promise<Costed>;

/** What does a migration cost those who use its tables while it runs? Not measured without options. */
export async function costIn(trial: Trial, options: CostOptions | undefined): Promise<CostedAfterwards> {
  if (!options) return async () => ({ ...noCost, outcome: 'not tried' });
  const { migration, scope, ...how } = trial;
  const afterwards = await measureCost({
    ...how,
    migration,
    reversible: isReversible(migration),
    ledger: scope.ledger,
    options,
  });
  return async (after) => {
    const cost = await afterwards(after);
    const outcome = cost.notMeasured.length > 0 ? 'not tried' : 'ok';
    return { ...cost, findings: costFindings(migration.tag, cost.costs), outcome };
  };
}

/** The findings about the statements of one migration. */
export const costFindings = (tag: string, costs: readonly StatementCost[]): Finding[] => [
  ...costs.flatMap((cost) => harmFindings(tag, cost)),
  ...costs.flatMap((cost) => breakingFinding(tag, cost)),
  ...heldLong(tag, costs),
];

const rules: Readonly<Record<Harm, readonly [rule: RuleId, what: string]>> = {
  empties: ['migration-empties-table', 'empties'],
  rewrites: ['migration-rewrites-table', 'rewrites'],
  rebuilds: ['migration-rebuilds-index', 'rebuilds indexes of'],
  backfills: ['migration-backfills', 'changes the rows of'],
  'blocks-reads': ['migration-blocks-reads', 'blocks reads and writes of'],
  'blocks-writes': ['migration-blocks-writes', 'blocks writes to'],
};

/** One finding for each harm of a statement, with all tables that it affects. */
function harmFindings(tag: string, cost: StatementCost): Finding[] {
  const harms = [...new Set(cost.effects.flatMap((effect) => harmOf(effect) ?? []))];
  return harms.map((harm) => {
    const [rule, what] = rules[harm];
    const tables = cost.effects
      .filter((effect) => harmOf(effect) === harm)
      .map((each) => tableWords(cost, each));
    return said(rule, tag, cost, `${what} ${tables.join(' and ')}`, cost.safeWay);
  });
}

const said = (rule: RuleId, tag: string, cost: StatementCost, what: string, advice?: string): Finding =>
  found(rule, tag, `${tag}: its ${cost.direction} ${what}: ${shorten(cost.statement, 60)}`, {
    advice,
    file: cost.source.file,
    line: cost.source.line,
    step: { migration: tag, check: 'cost', direction: cost.direction },
  });

/** A table, what happened to its rows at each size, and under which lock. */
function tableWords({ source }: StatementCost, { table, rows, rebuilt, held, heldSince }: Effect): string {
  const counters = (['read', 'inserted', 'updated', 'deleted'] as const).filter((each) =>
    rows.some((counts) => counts[each] > 0),
  );
  const counted = counters.map(
    (counter) => `${counter} ${rows.map((each) => `${each[counter]} rows of ${each.inTable}`).join(' and ')}`,
  );
  const since = heldSince === source.line ? '' : ` held since line ${heldSince}`;
  const words = [...rebuilt, ...counted, ...(held ? [`under ${held}${since}`] : [])];
  return words.length === 0 ? printTable(table) : `${printTable(table)} (${words.join(', ')})`;
}

/** Only an up meets code that was written for the schema before it; a down takes back what its up added. */
function breakingFinding(tag: string, cost: StatementCost): Finding[] {
  const breakingChanges = cost.effects.flatMap((each) => each.breakingChanges);
  if (cost.direction === 'down' || breakingChanges.length === 0) return [];
  return [
    said(
      'migration-breaks-running-code',
      tag,
      cost,
      `breaks code that still runs (${breakingChanges.join(', ')})`,
    ),
  ];
}

/** A lock is held until its transaction ends, so whoever waits for it waits for the later statements too. */
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
  const tables = [...new Set(kept.map(({ table }) => printTable(table)))].join(', ');
  const lines = [...new Set(kept.flatMap(({ later }) => later.map(({ source }) => source.line)))].join(', ');
  const what = `holds its lock on ${tables} while other tables are scanned (lines ${lines})`;
  return [said('migration-lock-held-long', tag, first.cost, what)];
}

const worksOnOther = ({ effects }: StatementCost, table: TableName): boolean =>
  effects.some(
    (effect) => printTable(effect.table) !== printTable(table) && (effect.rewritten || scansRows(effect)),
  );
