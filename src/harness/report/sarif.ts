import { allRules } from '../checks/rules/registry.ts';
import type { Finding, Severity } from '../model/finding.ts';
import { printIdentity } from '../model/identity.ts';
import { mapTexts } from '../model/map-texts.ts';
import { findingsOf, unansweredIn } from '../model/report.ts';
import { type FailureFormat, printFailure } from './failure.ts';
import { printUnanswered } from './finding-lines.ts';
import { fingerprinted } from './fingerprint.ts';
import type { Format } from './format.ts';
import { shownAt } from './places.ts';
import { ruleUrl } from './rule-page.ts';
import { withTargets } from './targets.ts';
import { repository, tool } from './tool.ts';
import { visible, visibleJson } from './visible.ts';

const levels: Record<Severity, string> = { breaking: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0, with what each rule means and what to do about it. */
export const sarif: Format = (given) => {
  const report = withTargets(given);
  const found = fingerprinted(findingsOf(report)).map(
    ([fingerprint, finding]) => [fingerprint, mapTexts(finding, visible)] as const,
  );
  const rules = [...new Set(found.map(([, { rule }]) => rule))];
  const unanswered = mapTexts(unansweredIn(report), visible).map(printUnanswered);
  return print(
    rules,
    unanswered,
    found.map(([fingerprint, finding]) => resultOf(fingerprint, finding, rules)),
  );
};

/** Why there is no report: a run that did not succeed. */
export const sarifFailure: FailureFormat = (_, failure) =>
  print([], [printFailure(mapTexts(failure, visible))], []);

function print(rules: readonly string[], unanswered: readonly string[], results: readonly object[]): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            version: tool.version,
            informationUri: repository,
            rules: rules.map(ruleOf),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: unanswered.length === 0,
            toolExecutionNotifications: unanswered.map((text) => ({ level: 'error', message: { text } })),
          },
        ],
        results,
      },
    ],
  };
  return `${visibleJson(JSON.stringify(log, null, 2))}\n`;
}

function ruleOf(id: string) {
  const rule = allRules.get(id);
  if (!rule) return { id, helpUri: ruleUrl(id) };
  return {
    id,
    shortDescription: { text: rule.means },
    help: { text: `What to do: ${rule.advice}` },
    helpUri: ruleUrl(id),
    defaultConfiguration: { level: levels[rule.severity] },
  };
}

function resultOf(fingerprint: string, finding: Finding, rules: readonly string[]) {
  const { rule, severity, message, advice, object, targets } = finding;
  const { file, line } = shownAt(finding.source);
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: levels[severity],
    message: { text: `${message}. What to do: ${advice}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: { startLine: line },
        },
        logicalLocations: [{ fullyQualifiedName: printIdentity(object) }],
      },
    ],
    partialFingerprints: { 'driftproof/v1': fingerprint },
    ...(targets ? { properties: { targets } } : {}),
  };
}

/** A path as the reference of a URI (RFC 3986). */
const uriOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
