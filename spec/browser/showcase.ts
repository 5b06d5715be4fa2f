import type { StatementCost } from '../../src/harness/model/cost.ts';
import type { Report, StepReport } from '../../src/harness/model/report.ts';
import { findingOf, reportOf } from '../harness/report/made-reports.ts';
import { shop } from '../harness/report/made-tables.ts';

const bodies = {
  expected:
    'BEGIN\n  NEW.total := (\n    SELECT sum(price * pieces)\n    FROM public.lines\n    WHERE orders_id = NEW.id);\n  RETURN NEW;\nEND',
  actual:
    'BEGIN\n  NEW.total := (\n    SELECT sum(price)\n    FROM public.lines\n    WHERE orders_id = NEW.id);\n  NEW.note := now();\n  RETURN NEW;\nEND',
};

const cost = (more: Partial<StatementCost>): StatementCost => ({
  direction: 'up',
  source: { file: 'drizzle/0001_note.sql', line: 1 },
  statement: 'ALTER TABLE "orders" ADD COLUMN "note" text;',
  transaction: 1,
  observed: true,
  effects: [
    {
      table: { schema: 'public', name: 'orders' },
      takes: 'AccessExclusiveLock',
      held: 'AccessExclusiveLock',
      heldSince: 1,
      rewritten: false,
      emptied: false,
      rebuilt: [],
      breakingChanges: [],
      rows: [],
    },
  ],
  times: [
    { rows: 1000, ms: 1 },
    { rows: 10000, ms: 2 },
  ],
  ...more,
});

const step = (tag: string, ms: number, more: Partial<StepReport> = {}): StepReport => ({
  tag,
  mode: 'drizzle',
  up: 'ok',
  down: 'ok',
  reapply: 'ok',
  rows: 'ok',
  cost: 'ok',
  costs: [],
  ms,
  ...more,
});

const [verdict] = shop.verdicts;

/** A report that has something of everything that a page shows. */
export const showcase: Report = reportOf([], {
  ...shop,
  command: 'verify',
  objects: 61,
  ms: 4120,
  servers: [
    {
      kind: 'embedded',
      facts: { versionNumber: 180004, version: '18.4', encoding: 'UTF8', collation: 'C', timeZone: 'UTC' },
    },
  ],
  verdicts: [
    { question: 'files', findings: [], compared: '3 migrations' },
    {
      question: 'schema ↔ migrations',
      compared: '3 migrations and src/schema.ts',
      findings: [
        ...(verdict?.findings ?? []).map((finding) => ({
          ...finding,
          culprit: 'migration' as const,
          message: `${finding.object.kind} public.${finding.object.table}.${finding.object.name} is not as src/schema.ts declares it`,
          source: { file: 'drizzle/0001_note.sql', line: 1 },
        })),
        findingOf('function-body', {
          severity: 'breaking',
          culprit: 'migration',
          object: { kind: 'function', schema: 'public', name: 'total_of' },
          attribute: 'body',
          ...bodies,
          message: `function public.total_of: body is ${bodies.actual}, expected ${bodies.expected}`,
          advice: 'replace the function in a new migration',
          source: { file: 'drizzle/0002_totals.sql', line: 4 },
        }),
      ],
    },
  ],
  steps: [
    step('0000_orders', 210),
    step('0001_note', 640, { costs: [cost({})] }),
    step('0002_totals', 1480, {
      down: 'fails',
      reapply: 'not reached',
      mode: 'per-migration',
      costs: [
        cost({
          source: { file: 'drizzle/0002_totals.sql', line: 9 },
          statement: 'ALTER TABLE "orders" ALTER COLUMN "total" TYPE bigint;',
          effects: cost({}).effects.map((effect) => ({ ...effect, rewritten: true })),
          times: [
            { rows: 1000, ms: 12 },
            { rows: 10000, ms: 131 },
          ],
          safeWay: 'add a new column, copy in batches, and swap them',
        }),
      ],
    }),
  ],
  notCompared: ['41 grants not compared'],
});
