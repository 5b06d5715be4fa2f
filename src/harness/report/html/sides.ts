import { printAttribute } from '../../model/print-value.ts';
import type { WithDiff } from '../body-diff.ts';
import { h, type VNode } from './element.ts';

/** A row of what is expected and what is there. */
interface Row {
  readonly expected: string | undefined;
  readonly actual: string | undefined;
}

/** What a finding expects beside what is there; for texts of several lines, the lines that differ and those around them. */
export function sidesOf(finding: WithDiff): VNode | undefined {
  const rows = rowsOf(finding);
  if (rows.length === 0) return undefined;
  return h('table', { class: 'sides' }, [
    h('thead', {}, [
      h('tr', {}, [h('th', { scope: 'col' }, 'expected'), h('th', { scope: 'col' }, 'actual')]),
    ]),
    h('tbody', {}, rows.map(rowOf)),
  ]);
}

function rowsOf({ rule, attribute, expected, actual, diff }: WithDiff): Row[] {
  if (diff) return pairs(diff);
  if (rule.endsWith('-missing')) return [{ expected: 'it exists', actual: 'missing' }];
  if (rule.endsWith('-extra')) return [{ expected: 'nothing', actual: 'it exists' }];
  if (attribute === undefined) return [];
  const [should, is] = [expected, actual].map((value) => printAttribute(attribute, value));
  return [{ expected: `- ${should}`, actual: `+ ${is}` }];
}

/** The lines of a diff in pairs: those that are on one side only stand beside those that took their place. */
function pairs(diff: readonly string[]): Row[] {
  const rows: Row[] = [];
  let [removed, added]: [string[], string[]] = [[], []];
  const flush = (): void => {
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1)
      rows.push({ expected: removed[at], actual: added[at] });
    [removed, added] = [[], []];
  };
  for (const line of diff) {
    if (line.startsWith('-')) removed.push(line);
    else if (line.startsWith('+')) added.push(line);
    else {
      flush();
      rows.push({ expected: line, actual: line });
    }
  }
  flush();
  return rows;
}

const rowOf = ({ expected, actual }: Row): VNode =>
  h('tr', { class: expected === actual ? 'same' : undefined }, [
    cell(expected, 'minus', 'expected'),
    cell(actual, 'plus', 'actual'),
  ]);

const cell = (text: string | undefined, tone: 'minus' | 'plus', side: string): VNode =>
  h(
    'td',
    {
      'data-side': side,
      class: text === undefined ? 'none' : /^[-+]/.test(text) ? tone : undefined,
    },
    text ?? '',
  );
