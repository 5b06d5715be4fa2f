import { scaleLinear } from 'd3-scale';
import { blockedBy, harmOf, printTable, type StatementCost, shorten, strongestOf } from '../../model/cost.ts';
import type { MigrationState, Outcome, Report, StatusLine, StepReport } from '../../model/report.ts';
import { placeOf } from '../finding-lines.ts';
import { h, type VNode } from './element.ts';

type Scale = ReturnType<typeof scaleLinear<number, number>>;

/** How each migration went, how long it took and what it locked; and what a database has done with each. */
export function timelineSection({ steps, migrationStatus = [] }: Report): VNode | undefined {
  if (steps.length + migrationStatus.length === 0) return undefined;
  return h('section', { 'aria-labelledby': 'timeline-title' }, [
    h('h2', { id: 'timeline-title' }, 'Migrations'),
    steps.length > 0 && scrolled('Migrations, their time and locks', stepTable(steps)),
    migrationStatus.length > 0 && scrolled('State of each migration', statusTable(migrationStatus)),
  ]);
}

const scrolled = (label: string, table: VNode): VNode =>
  h('div', { class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': label }, table);

function stepTable(steps: readonly StepReport[]): VNode {
  const scale = scaleTo(steps.map(({ ms }) => ms));
  const costs = scaleTo(
    steps.flatMap((step) => step.costs.flatMap(({ times }) => times.map(({ ms }) => ms))),
  );
  const isMeasured = steps.some((step) => step.costs.length > 0);
  return h('table', { class: 'chart' }, [
    h('thead', {}, [
      h('tr', {}, [
        head('migration'),
        checks.map(head),
        h('th', { scope: 'col' }, ['time of all steps', axis(scale)]),
        isMeasured && head('strongest lock on a table that was there'),
      ]),
    ]),
    steps.map((step) => stepBody(step, scale, costs, isMeasured)),
  ]);
}

const checks = ['up', 'down', 'reapply', 'rows'] as const;

const head = (text: string): VNode => h('th', { scope: 'col' }, text);

const scaleTo = (values: readonly number[]): Scale =>
  scaleLinear()
    .domain([0, Math.max(1, ...values)])
    .nice(4)
    .range([0, 100]);

/** Where the bars below end, in milliseconds. */
const axis = (scale: Scale): VNode =>
  h('svg', { class: 'bar axis', 'aria-hidden': 'true' }, [
    scale.ticks(3).map((ms, at) =>
      h(
        'text',
        {
          x: `${scale(ms)}%`,
          y: 11,
          'text-anchor': at === 0 ? 'start' : scale(ms) > 95 ? 'end' : 'middle',
        },
        `${ms} ms`,
      ),
    ),
  ]);

function stepBody(step: StepReport, scale: Scale, costs: Scale, isMeasured: boolean): VNode {
  const { tag, ms } = step;
  return h('tbody', {}, [
    h('tr', {}, [
      h('th', { scope: 'row', class: 'name' }, [h('code', {}, tag), ...remarksOn(step)]),
      checks.map((check) => outcome(step[check])),
      h('td', { class: 'time' }, [bar(scale, ms, 'fill'), `${ms} ms`]),
      isMeasured && h('td', {}, lockOf(step.costs)),
    ]),
    step.costs.map((cost) => costRow(cost, costs)),
  ]);
}

function remarksOn({ mode, irreversible }: StepReport): VNode[] {
  const remarks = [
    ...(mode === null || mode === 'drizzle' ? [] : [mode]),
    ...(irreversible === undefined ? [] : [`irreversible: ${irreversible || 'no reason given'}`]),
  ];
  return remarks.map((remark) => h('div', { class: 'muted' }, remark));
}

const words: Readonly<Record<Outcome, readonly [text: string, tone: string]>> = {
  ok: ['✓ ok', 'good'],
  fails: ['✗ fails', 'bad'],
  'not tried': ['not tried', 'muted'],
  'not reached': ['not reached', 'muted'],
};

const outcome = (result: Outcome): VNode => h('td', { class: words[result][1] }, words[result][0]);

const bar = (scale: Scale, ms: number, tone: string): VNode =>
  h('svg', { class: 'bar', 'aria-hidden': 'true' }, [
    scale
      .ticks(3)
      .map((tick) =>
        h('line', { class: 'tick', x1: `${scale(tick)}%`, x2: `${scale(tick)}%`, y1: 0, y2: 10 }),
      ),
    h('rect', { class: tone, width: `${Math.max(0.5, scale(ms))}%`, height: 10, rx: 2 }),
  ]);

/** The strongest lock of a migration, and what it blocks. */
function lockOf(costs: readonly StatementCost[]): string {
  const held = strongestOf(costs.flatMap(({ effects }) => effects.flatMap((effect) => effect.held ?? [])));
  return held === undefined ? '–' : `${held.replace(/Lock$/, '')}, blocks ${blockedBy(held)}`;
}

/** What one statement did to which table, and how long it took at each size. */
function costRow(
  { direction, source, statement, effects, times, safeWay }: StatementCost,
  scale: Scale,
): VNode {
  const harms = effects.flatMap((effect) => harmOf(effect) ?? []);
  const tone =
    harms.length === 0
      ? 'fill'
      : harms.every((harm) => harm === 'blocks-writes' || harm === 'backfills')
        ? 'slowing'
        : 'blocking';
  return h('tr', { class: 'cost' }, [
    h('th', { scope: 'row', colSpan: 5 }, [
      `${direction}, `,
      h('code', {}, placeOf(source)),
      h('div', {}, h('code', {}, shorten(statement, 200))),
      safeWay !== undefined && h('div', {}, [h('strong', {}, 'The safe way: '), safeWay]),
    ]),
    h('td', { class: 'time' }, [
      times.map(({ rows, ms }) => h('div', {}, [bar(scale, ms, tone), `${ms} ms at ${rows} rows`])),
    ]),
    h('td', {}, [
      effects.map(({ table, held, rewritten, emptied, rebuilt }) =>
        h(
          'div',
          {},
          [
            printTable(table),
            held === undefined ? 'no lock' : `${held.replace(/Lock$/, '')}, blocks ${blockedBy(held)}`,
            ...(rewritten ? ['rewritten'] : []),
            ...(emptied ? ['emptied'] : []),
            ...rebuilt.map((index) => `${index} rebuilt`),
          ].join(', '),
        ),
      ),
      harms.length > 0 && h('strong', { class: 'bad' }, [...new Set(harms)].join(', ').replaceAll('-', ' ')),
    ]),
  ]);
}

const statusTable = (lines: readonly StatusLine[]): VNode =>
  h('table', { class: 'chart' }, [
    h('thead', {}, [h('tr', {}, [head('migration'), head('state')])]),
    h(
      'tbody',
      {},
      lines.map(({ tag, state }) =>
        h('tr', {}, [
          h('th', { scope: 'row', class: 'name' }, h('code', {}, tag)),
          h('td', { class: tones[state] }, state.replaceAll('-', ' ')),
        ]),
      ),
    ),
  ]);

const tones: Readonly<Record<MigrationState, string>> = {
  applied: 'good',
  pending: '',
  'line-ends-edited': '',
  'out-of-order': 'bad',
  'reapplied-next-deploy': 'bad',
  'applied-twice': 'bad',
  edited: 'bad',
  squashed: '',
  unknown: 'bad',
};
