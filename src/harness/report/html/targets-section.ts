import { counted } from '../../model/counted.ts';
import type { Report } from '../../model/report.ts';
import { countsOf, marks, serversOf, type Told, toldTargets } from '../targets.ts';
import { h, type VNode } from './element.ts';

/** All targets of a report of several, the worst first. */
export function targetsSection(report: Report): VNode | undefined {
  const told = toldTargets(report);
  if (told.length === 0) return undefined;
  const { targetsInAll } = report;
  const words = [
    counted(told.length, 'target'),
    ...(targetsInAll === undefined ? [] : [`of ${targetsInAll}`]),
    serversOf(report) ?? '',
  ];
  return h('section', { 'aria-labelledby': 'targets-title' }, [
    h('h2', { id: 'targets-title' }, 'Targets'),
    h('p', { class: 'muted' }, words.filter((each) => each !== '').join(' · ')),
    h('div', { class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'Table of the targets' }, [
      h('table', { class: 'chart' }, [
        h('thead', {}, [
          h(
            'tr',
            {},
            ['target', 'answer', 'found', 'compared with'].map((head) => h('th', { scope: 'col' }, head)),
          ),
        ]),
        h('tbody', {}, told.map(rowOf)),
      ]),
    ]),
  ]);
}

const rowOf = (told: Told): VNode =>
  h('tr', {}, [
    h('th', { scope: 'row' }, told.target.name),
    h('td', { class: told.answer === 'agrees' ? 'good' : 'bad' }, `${marks[told.answer]} ${told.answer}`),
    h('td', {}, countsOf(told)),
    h('td', {}, told.target.compared ?? ''),
  ]);
