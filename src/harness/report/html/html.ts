import { counted } from '../../model/counted.ts';
import type { Finding } from '../../model/finding.ts';
import { nameKey } from '../../model/identity.ts';
import { mapTexts } from '../../model/map-texts.ts';
import type { Report, ServerReport, Verdict } from '../../model/report.ts';
import { isMarked, tableOf } from '../../model/table-shape.ts';
import { withDiffs } from '../body-diff.ts';
import type { DrawnTable } from '../diagram.ts';
import { type FailureFormat, titleOf } from '../failure.ts';
import { forPeople } from '../for-people.ts';
import type { Format, FormatOptions } from '../format.ts';
import { groupsOf } from '../groups.ts';
import { summarize } from '../summary.ts';
import { visible } from '../visible.ts';
import { diagramSection } from './diagram-section.ts';
import { type ComponentChildren, h, type VNode } from './element.ts';
import { findingsSection } from './findings.ts';
import { page } from './page.ts';
import { targetsSection } from './targets-section.ts';
import { timelineSection } from './timeline-section.ts';

/** The report as one page, to be opened from disk: it needs nothing besides itself. */
export const html: Format = (report, options) => {
  const shown = mapTexts(withDiffs(report), visible);
  const groups = groupsOf(shown);
  const found = groups.flatMap(({ findings }) => findings);
  const numbers = new Map(found.map((finding, at) => [finding, `finding-${at + 1}`]));
  const anchorOf = (finding: Finding): string => numbers.get(finding) ?? 'findings';
  const sections = [
    targetsSection(shown),
    diagramSection(shown, linksInto(found, anchorOf)),
    findingsSection(groups, anchorOf),
    timelineSection(shown),
    sqlSection(report, options),
    comparedSection(shown),
  ];
  return page(`driftproof ${shown.command}: ${answer(shown).words}`, [
    h('a', { class: 'skip', href: '#findings' }, 'To the findings'),
    h('header', {}, verdict(shown)),
    h('main', {}, sections),
  ]);
};

/** Why there is no report, as such a page. */
export const htmlFailure: FailureFormat = (command, failure) => {
  const { what, where, advice } = mapTexts(failure, visible);
  const title = `${titleOf(command)}: could not tell`;
  return page(title, [
    h('main', {}, [
      h('div', { class: 'verdict breaking' }, [
        h('h1', {}, `? ${title}`),
        h('p', {}, [where === undefined ? '' : [h('code', {}, where), ': '], what]),
        advice !== undefined && h('p', {}, [h('strong', {}, 'What to do: '), advice]),
      ]),
    ]),
  ]);
};

/** Leads from a table to the first that was found in it. */
function linksInto(found: readonly Finding[], anchorOf: (finding: Finding) => string) {
  const first = new Map<string, string>();
  for (const finding of found.filter(isMarked)) {
    const table = tableOf(finding);
    if (table && !first.has(nameKey(table))) first.set(nameKey(table), `#${anchorOf(finding)}`);
  }
  return ({ table }: DrawnTable): string | undefined => first.get(nameKey(table));
}

function answer(report: Report): { readonly tone: string; readonly mark: string; readonly words: string } {
  const { unanswered, breaking, warning } = summarize(report);
  if (unanswered > 0) return { tone: 'breaking', mark: '?', words: 'could not tell' };
  if (breaking > 0) return { tone: 'breaking', mark: '✗', words: 'findings' };
  return warning > 0
    ? { tone: 'warning', mark: '✗', words: 'findings' }
    : { tone: 'ok', mark: '✓', words: 'agrees' };
}

function verdict(report: Report): VNode {
  const { tone, mark, words } = answer(report);
  const { breaking, warning, info, objects, ms } = summarize(report);
  return h('div', { class: `verdict ${tone}` }, [
    h('h1', {}, `${mark} driftproof ${report.command}: ${words}`),
    h(
      'p',
      {},
      `${breaking} breaking, ${warning} warning, ${info} info · ${counted(objects, 'object')} · ${ms} ms`,
    ),
    h('ul', { class: 'questions' }, report.verdicts.map(question)),
  ]);
}

function question({ question, compared, findings, unanswered = [] }: Verdict): VNode {
  const wrong = findings.some(({ severity }) => severity !== 'info');
  const [tone, mark, words] =
    unanswered.length > 0
      ? ['breaking', '?', 'could not tell']
      : wrong
        ? ['breaking', '✗', 'findings']
        : ['ok', '✓', 'agrees'];
  return h('li', { class: tone }, [
    h('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
    h('span', {}, [h('strong', {}, question), h('span', { class: 'unseen' }, ` ${words}`), `: ${compared}`]),
  ]);
}

/** The SQL or the files that were asked for. */
function sqlSection(report: Report, options: FormatOptions): VNode | undefined {
  if (report.command !== 'repair' && !report.downs && !report.adoption) return undefined;
  return section('sql', 'SQL', [
    h(
      'pre',
      { tabIndex: 0, 'aria-label': 'SQL', role: 'region' },
      forPeople(report, { ...options, color: false, terminal: undefined }),
    ),
  ]);
}

function comparedSection({ servers, notCompared }: Report): VNode | undefined {
  const lines = [...servers.map(serverLine), ...notCompared];
  if (lines.length === 0) return undefined;
  return section('compared', 'What was compared, and what was not', [
    h(
      'ul',
      { class: 'muted' },
      lines.map((each) => h('li', {}, each)),
    ),
  ]);
}

const section = (id: string, title: string, content: ComponentChildren): VNode =>
  h('section', { 'aria-labelledby': `${id}-title` }, [h('h2', { id: `${id}-title` }, title), content]);

const serverLine = ({ kind, from, facts }: ServerReport): string =>
  `${kind === 'live' ? 'live database' : kind === 'cache' ? 'expected, from the cache' : `scratch server (${kind})`}${from === undefined ? '' : ` by ${from}`}: Postgres ${facts.version}, ${facts.encoding}, collation ${facts.collation}, TimeZone ${facts.timeZone}`;
