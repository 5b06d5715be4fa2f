import type { Finding } from '../model/finding.ts';
import { findingsOf, type Report, type Verdict } from '../model/report.ts';
import type { FailureFormat } from './failure.ts';
import { printUnanswered } from './finding-lines.ts';
import { rulePage } from './rule-page.ts';
import { summarize } from './summary.ts';
import { type Told, toldTargets } from './targets.ts';
import { tool } from './tool.ts';
import { visibleJson } from './visible.ts';

/** The report as the JSON contract, version 2. */
export function json(report: Report): string {
  const [server, live] = [
    report.servers.find(({ kind }) => kind !== 'live'),
    report.servers.find(({ kind }) => kind === 'live'),
  ];
  const contract = {
    version: 2,
    tool,
    command: report.command,
    server: server ? { kind: server.kind, ...server.facts } : null,
    live: live ? { ...live.facts, from: live.from ?? null } : null,
    summary: summarize(report),
    verdicts: report.verdicts.map(toAnswer),
    migrations: report.steps,
    ...(report.targets ? { targets: toldTargets(report).map(toTarget) } : {}),
    ...(report.targetsInAll === undefined ? {} : { targetsInAll: report.targetsInAll }),
    ...(report.rows ? { rows: report.rows } : {}),
    ...(report.migrationStatus ? { migrationStatus: report.migrationStatus } : {}),
    ...(report.adoption ? { adoption: report.adoption } : {}),
    ...(report.tables ? { tables: report.tables } : {}),
    ...(report.plan ? { plan: report.plan } : {}),
    ...(report.baseline ? { baseline: report.baseline } : {}),
    ...(report.files ? { files: report.files } : {}),
    ...(report.downs ? { downs: report.downs } : {}),
    findings: findingsOf(report).map(toContract),
    notCompared: report.notCompared,
  };
  return print(contract);
}

const toAnswer = ({ question, compared, findings, unanswered = [] }: Verdict) => ({
  question,
  compared,
  findings: findings.length,
  unanswered: unanswered.map(printUnanswered),
});

const toTarget = ({ target, answer, unanswered, breaking, warning, info }: Told) => ({
  ...target,
  answer,
  unanswered,
  breaking,
  warning,
  info,
});

/** Why there is no report, as a document of the contract. */
export const jsonFailure: FailureFormat = (command, { what, where, advice }) =>
  print({ version: 2, tool, command, error: { message: what, where, advice } });

const print = (contract: object): string => `${visibleJson(JSON.stringify(contract, null, 2))}\n`;

const toContract = (finding: Finding) => ({
  rule: finding.rule,
  severity: finding.severity,
  object: finding.object,
  attribute: finding.attribute ?? null,
  expected: finding.expected ?? null,
  actual: finding.actual ?? null,
  culprit: finding.culprit,
  source: finding.source ?? null,
  step: finding.step ?? null,
  ...(finding.targets ? { targets: finding.targets } : {}),
  message: finding.message,
  advice: finding.advice,
  page: rulePage(finding.rule),
});
