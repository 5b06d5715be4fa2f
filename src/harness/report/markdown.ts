import { counted } from '../model/counted.ts';
import { mapTexts } from '../model/map-texts.ts';
import type { Report, Verdict } from '../model/report.ts';
import { type WithDiff, withDiffs } from './body-diff.ts';
import { cut } from './cut.ts';
import { type FailureFormat, titleOf } from './failure.ts';
import { placeOf } from './finding-lines.ts';
import type { Format } from './format.ts';
import { adviceParts, byAdvice, type Group, groupsOf } from './groups.ts';
import { code } from './markdown-code.ts';
import { mermaid } from './mermaid.ts';
import { ruleUrl } from './rule-page.ts';
import { summarize } from './summary.ts';
import { countsOf, shortly, toldTargets, withTargets } from './targets.ts';
import { visible } from './visible.ts';

/** A comment of GitHub holds 65,536 characters, the summary of a step more: some are left for who wraps it. */
const most = 64_000;

/** How many characters of a failure are told; one takes at most ten as code. */
const mostOfFailure = 2000;

/** How many rows the table of findings has at most. */
const mostRows = 100;

/** The report for a comment or the summary of a job: its verdict, a table of what was found, and the details folded away. */
export const markdown: Format = (report) => {
  const shown = mapTexts(withDiffs(withTargets(report)), visible);
  const groups = groupsOf(shown);
  const blocks = [
    headline(shown),
    shown.verdicts.map(verdictLine).join('\n'),
    targetTable(shown),
    findingTable(groups),
    diagram(shown),
    ...groups.map(details),
    ...shown.notCompared.map((sentence) => `_${code(sentence)}_`),
  ].filter((block) => block !== '');
  return `${fitting(blocks).join('\n\n')}\n`;
};

/** Why there is no report, for the same places. */
export const markdownFailure: FailureFormat = (command, failure) => {
  const { what, where, advice } = mapTexts(failure, visible);
  const blocks = [
    `### ${titleOf(command)}: ❔ could not tell`,
    `${where === undefined ? '' : `${code(cut(where))}: `}${code(cut(what, mostOfFailure))}`,
    ...(advice === undefined ? [] : [`→ ${code(cut(advice, mostOfFailure))}`]),
  ];
  return `${blocks.join('\n\n')}\n`;
};

/** As many blocks as there is room for, and how many are left out. */
function fitting(blocks: readonly string[]): string[] {
  let length = 0;
  const kept = blocks.filter((block) => {
    length += block.length + 2;
    return length <= most;
  });
  const left = blocks.length - kept.length;
  return left === 0
    ? kept
    : [...kept, `_${left} blocks of details are left out: the log, or another format, has them._`];
}

function headline(report: Report): string {
  const { unanswered, breaking, warning, info } = summarize(report);
  const verdict = unanswered > 0 ? '❔ could not tell' : breaking + warning > 0 ? '❌ findings' : '✅ agrees';
  return `### driftproof ${report.command}: ${verdict}\n\n${breaking} breaking, ${warning} warning, ${info} info`;
}

function verdictLine({ question, compared, findings, unanswered = [] }: Verdict): string {
  const wrong = findings.some(({ severity }) => severity !== 'info');
  return `- ${unanswered.length > 0 ? '❔' : wrong ? '❌' : '✅'} **${question}**: ${code(compared)}`;
}

/** A row for each target that does not agree; those that do are told together. */
function targetTable(report: Report): string {
  const told = toldTargets(report);
  if (told.length === 0) return '';
  const bad = told.filter(({ answer }) => answer !== 'agrees');
  const good = told.filter(({ answer }) => answer === 'agrees').map(({ target }) => target.name);
  const rows = bad
    .slice(0, mostRows)
    .map(
      (each) =>
        `| ${each.answer === 'findings' ? '❌' : '❔'} ${code(cut(each.target.name))} | ${each.answer} | ${countsOf(each)} | ${each.target.compared === null ? '' : code(each.target.compared)} |`,
    );
  const rest = bad.length - rows.length;
  return [
    '| target | answer | found | compared with |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...(rest > 0 ? [`| _and ${rest} more_ | | | |`] : []),
    ...(good.length > 0 ? [`| ✅ ${code(cut(shortly(good)))} | agrees × ${good.length} | | |`] : []),
  ].join('\n');
}

function findingTable(groups: readonly Group[]): string {
  const findings = groups
    .filter(({ called }) => called !== 'info')
    .flatMap((group) => group.findings.map((finding) => ({ ...group, finding })));
  if (findings.length === 0) return '';
  const rows = findings
    .slice(0, mostRows)
    .map(
      ({ called, rule, culprit, finding: { message, source } }) =>
        `| ${called} | ${ruleLink(rule)} | ${code(cut(message))} | ${culprit} | ${source ? code(placeOf(source)) : ''} |`,
    );
  const rest = findings.length - rows.length;
  return [
    '| severity | rule | what is wrong | culprit | where |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    ...(rest > 0 ? [`| | | _and ${rest} more_ | | |`] : []),
  ].join('\n');
}

/** GitHub draws it. */
function diagram(report: Report): string {
  const drawn = mermaid(report);
  if (!drawn) return '';
  const left = drawn.left === 0 ? '' : `; ${counted(drawn.left, 'table')} more left out`;
  return `Tables concerned, with ⚠ at what was found${left}:\n\n\`\`\`mermaid\n${drawn.code}\n\`\`\``;
}

const ruleLink = (rule: string): string => `[${code(rule)}](${encodeURI(ruleUrl(rule))})`;

function details({ called, rule, culprit, findings }: Group): string {
  const items = byAdvice(findings).flatMap(([advice, some]) => [
    ...some.map(findingItem),
    `\n→ ${code(advice)}\n`,
  ]);
  return `<details><summary>${called}: ${code(rule)} × ${findings.length}, culprit: ${culprit}</summary>\n\n${items.join('\n')}\n</details>`;
}

function findingItem(finding: WithDiff): string {
  const { message, source, diff = [] } = finding;
  const { own } = adviceParts(finding);
  const place = source ? ` (${code(placeOf(source))})` : '';
  const lines = diff.map((line) => `\n  ${code(line)}<br>`).join('');
  return `- ${code(message)}${place}${lines}${own ? `\n  <br>→ ${code(own)}` : ''}`;
}
