import { counted } from '../model/counted.ts';
import type { Finding } from '../model/finding.ts';
import { type Identity, type Kind, keyOf, printIdentity } from '../model/identity.ts';
import type { PlanReport, StatementReport } from '../model/plan-report.ts';
import { findingsOf, type Report } from '../model/report.ts';
import { tool } from './tool.ts';
import { isPrintable, visible } from './visible.ts';
import { whoMay } from './who-may.ts';

/** Whether statements that destroy something are printed as such, and not as comments. */
export interface SqlOptions {
  readonly destructive?: boolean;
}

/** A plan as SQL for psql. Texts of others cannot break out of the comments, nor command a terminal. */
export function planSql(report: Report, { destructive = false }: SqlOptions = {}): string {
  const { plan } = report;
  const lines = plan ? planLines(plan, report, destructive) : ['-- could not tell, so there is no plan'];
  return `${lines.join('\n')}\n`;
}

function planLines(plan: PlanReport, report: Report, destructive: boolean): string[] {
  const { statements, safe, preamble } = plan;
  const [first, last] = [statements.slice(0, safe), statements.slice(safe)];
  const write = (some: readonly StatementReport[], isCommented: boolean): string[] =>
    segmentsOf(some).flatMap((segment) => ['', ...segmentLines(segment, report, isCommented)]);
  return [
    ...[...header(plan), ...report.notCompared].map(comment),
    ...(statements.length === 0 ? [] : ['', ...preamble.map((sql) => `${sql};`)]),
    ...write(first, false),
    ...(last.length === 0
      ? []
      : ['', comment(destructive ? destroys : `${destroys}; --destructive prints it as SQL`)]),
    ...write(last, !destructive),
  ];
}

const destroys = 'DESTRUCTIVE: what follows destroys something, or needs what does';

const comment = (text: string): string => `-- ${visible(text)}`;

function header(plan: PlanReport): string[] {
  const { target, upTo, fingerprints, triedOn, statements, unplanned, unfilled } = plan;
  const doubtful = statements.filter(({ unproved }) => unproved !== null);
  const proved =
    doubtful.length === 0
      ? `proved on Postgres ${triedOn}: on copies of what is expected, nothing is left`
      : `proved on Postgres ${triedOn}, but for ${counted(doubtful.length, 'statement')}, which say why`;
  return [
    `driftproof ${tool.version}: SQL that makes ${target} what it should be${upTo === null ? '' : ` after ${upTo}`}`,
    `the database is ${fingerprints.live}, expected is ${fingerprints.expected}`,
    ...(statements.length === 0
      ? []
      : [proved, 'run it with psql -v ON_ERROR_STOP=1; driftproof runs nothing here']),
    ...(statements.length + unplanned.length === 0 ? ['nothing to do'] : []),
    ...unplanned.map(
      ({ object, attribute, reason }) =>
        `NOT PLANNED: ${printIdentity(object)}${attribute === null ? '' : ` (${attribute})`}: ${reason}`,
    ),
    ...unfilled.map((table) => `tried with too few rows in ${table}`),
  ];
}

/** Statements that run in one transaction, or one that is alone. */
function segmentsOf(statements: readonly StatementReport[]): StatementReport[][] {
  const segments: StatementReport[][] = [];
  for (const statement of statements) {
    const last = segments.at(-1);
    if (last && statement.inTransaction && last[0]?.inTransaction) last.push(statement);
    else segments.push([statement]);
  }
  return segments;
}

function segmentLines(segment: readonly StatementReport[], report: Report, isCommented: boolean): string[] {
  const together = segment[0]?.inTransaction === true;
  const line = (sql: string): string => (isCommented ? `-- ${sql}` : sql);
  let about: Identity | undefined;
  const lines = segment.flatMap((statement) => {
    const isNew = about === undefined || keyOf(about) !== keyOf(statement.object);
    about = statement.object;
    return [...(isNew ? ['', ...causes(statement, report)] : []), ...statementLines(statement, isCommented)];
  });
  if (!together) return [comment('by itself, outside of a transaction'), ...lines.slice(1)];
  return [line('BEGIN;'), ...lines, '', line('COMMIT;')];
}

/** What is wrong with the object, or that it stands in the way of what is. */
function causes({ object }: StatementReport, report: Report): string[] {
  const found = findingsOf(report).filter((finding) => keyOf(finding.object) === keyOf(object));
  if (found.length === 0) return [comment(`${printIdentity(object)}: goes with another change`)];
  return found.flatMap((finding) => {
    const { message, source } = finding;
    const place = source ? `; see ${source.file}${source.line === undefined ? '' : `:${source.line}`}` : '';
    return [comment(`${message}${place}`), ...guessed(finding)];
  });
}

const holdRows: readonly Kind[] = ['table', 'column', 'materialized-view'];

/** What a rename rests on: definitions alone, where one that was dropped and another look like one. */
const guessed = ({ rule, object, actual }: Finding): string[] =>
  rule === `${object.kind}-renamed` && holdRows.includes(object.kind)
    ? [
        comment(
          `this is a guess, which no value was asked about: if ${actual} is another one, drop it first, and plan again; what is missing is made then`,
        ),
      ]
    : [];

function statementLines(statement: StatementReport, isCommented: boolean): string[] {
  const { sql, loses, failsOnRows, unproved, privileged } = statement;
  const isShown = isPrintable(sql);
  return [
    ...(loses === null ? [] : [comment(`destroys ${loses}`)]),
    ...(failsOnRows === null ? [] : [comment(`fails on rows that may be there: ${failsOnRows}`)]),
    ...(unproved === null ? [] : [comment(`NOT PROVED: ${unproved}`)]),
    ...(privileged ? [comment(`needs ${whoMay(statement)}`)] : []),
    ...(isShown ? [] : [comment('holds characters that do not show: take it from --format json')]),
    ...(isShown ? `${sql};` : visible(sql))
      .split('\n')
      .map((line) => (isCommented || !isShown ? `-- ${line}` : line)),
  ];
}
