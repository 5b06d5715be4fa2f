import { counted } from '../../model/counted.ts';
import type { Finding } from '../../model/finding.ts';
import type { WithDiff } from '../body-diff.ts';
import { placeOf } from '../finding-lines.ts';
import { adviceParts, byAdvice, type Group } from '../groups.ts';
import { ruleUrl } from '../rule-page.ts';
import { h, type VNode } from './element.ts';
import { sidesOf } from './sides.ts';

/** By which a finding can be linked to. */
export type AnchorOf = (finding: Finding) => string;

/** All findings by rule and cause, the worst first, with a search that the page's script turns on. */
export const findingsSection = (groups: readonly Group[], anchorOf: AnchorOf): VNode =>
  h('section', { id: 'findings', 'aria-labelledby': 'findings-title', tabIndex: -1 }, [
    h('h2', { id: 'findings-title' }, 'Findings'),
    groups.length === 0 ? h('p', {}, 'None.') : filter(groups),
    groups.map((group) => groupOf(group, anchorOf)),
  ]);

const filter = (groups: readonly Group[]): VNode =>
  h('form', { class: 'filter', role: 'search', 'aria-label': 'Findings', hidden: true }, [
    h('label', { class: 'search' }, [
      'Search ',
      h('input', { type: 'search', autocomplete: 'off', spellcheck: false }),
    ]),
    h('fieldset', {}, [
      h('legend', { class: 'unseen' }, 'Show'),
      [...new Set(groups.map(({ called }) => called))].map((called) =>
        h('label', {}, [h('input', { type: 'checkbox', value: called, checked: true }), called]),
      ),
    ]),
    h('p', { role: 'status', class: 'muted' }),
  ]);

function groupOf({ severity, called, rule, culprit, findings }: Group, anchorOf: AnchorOf): VNode {
  return h('details', { class: `group ${severity}`, 'data-severity': called, open: called !== 'info' }, [
    h('summary', {}, [
      h('span', { class: 'badge' }, called),
      h('h3', {}, h('code', {}, rule)),
      h('span', { class: 'muted' }, `${counted(findings.length, 'finding')}, culprit: ${culprit}`),
    ]),
    byAdvice(findings).map(([advice, some]) => [
      h(
        'ul',
        {},
        some.map((finding) => findingItem(finding, anchorOf)),
      ),
      h('p', { class: 'advice' }, [
        h('strong', {}, 'What to do: '),
        advice,
        ' ',
        h('a', { href: ruleUrl(rule) }, ['About ', h('code', {}, rule)]),
      ]),
    ]),
  ]);
}

function findingItem(finding: WithDiff, anchorOf: AnchorOf): VNode {
  const { own } = adviceParts(finding);
  return h('li', { class: 'finding', id: anchorOf(finding) }, [
    h('p', {}, finding.message),
    finding.targets && h('p', { class: 'muted' }, `in ${finding.targets.join(', ')}`),
    sidesOf(finding),
    finding.source && h('p', { class: 'muted' }, h('code', {}, placeOf(finding.source))),
    own && h('p', {}, own),
  ]);
}
