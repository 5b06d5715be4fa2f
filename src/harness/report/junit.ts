import { htmlEscape } from 'escape-goat';
import type { Finding } from '../model/finding.ts';
import { mapTexts } from '../model/map-texts.ts';
import type { Verdict } from '../model/report.ts';
import { type FailureFormat, printFailure, titleOf } from './failure.ts';
import { placeOf } from './finding-lines.ts';
import type { Format } from './format.ts';
import { ruleUrl } from './rule-page.ts';
import { reportOfTarget } from './targets.ts';
import { visible } from './visible.ts';

/** JUnit's XML: a suite for each question, and for each target where there are several, and a test case for each finding in it, or one that passes. */
export const junit: Format = (report) => {
  const shown = mapTexts(report, visible);
  const { command, verdicts, targets = [] } = shown;
  const suites = targets.flatMap((target) =>
    reportOfTarget(shown, target).verdicts.map((verdict) => suite(verdict, command, target.name)),
  );
  return print(
    `driftproof ${command}`,
    targets.length > 0 ? suites : verdicts.map((verdict) => suite(verdict, command)),
  );
};

/** Why there is no report: one test that ends in an error. */
export const junitFailure: FailureFormat = (command, failure) => {
  const { what, where, advice = '' } = mapTexts(failure, visible);
  const name = titleOf(command);
  const message = printFailure({ what, where });
  const lines = [
    htmlEscape`  <testsuite name="${name}" tests="1" failures="0" errors="1">`,
    htmlEscape`    <testcase classname="${name}" name="could not tell">`,
    htmlEscape`      <error type="could-not-tell" message="${message}">${advice}</error>`,
    '    </testcase>',
    '  </testsuite>',
  ];
  return print(name, [{ tests: 1, failures: 0, errors: 1, lines }]);
};

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly lines: readonly string[];
}

function print(name: string, suites: readonly Suite[]): string {
  const sum = (name: 'tests' | 'failures' | 'errors') =>
    suites.reduce((total, each) => total + each[name], 0);
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    htmlEscape`<testsuites name="${name}" tests="${sum('tests')}" failures="${sum('failures')}" errors="${sum('errors')}">`,
    ...suites.flatMap(({ lines }) => lines),
    '</testsuites>',
  ].join('\n')}\n`;
}

function suite(
  { question, compared, findings, unanswered = [] }: Verdict,
  command: string,
  target?: string,
): Suite {
  const failing = findings.filter(({ severity }) => severity !== 'info');
  const tests = Math.max(1, findings.length + unanswered.length);
  const name = htmlEscape(target === undefined ? question : `${target}: ${question}`);
  const className = htmlEscape(`driftproof ${command}${target === undefined ? '' : ` ${target}`}`);
  const testCase = (title: string, inner: readonly string[]): string[] =>
    inner.length === 0
      ? [`    <testcase classname="${className}" name="${htmlEscape(title)}"/>`]
      : [
          `    <testcase classname="${className}" name="${htmlEscape(title)}">`,
          ...inner.map((line) => `      ${line}`),
          '    </testcase>',
        ];
  const cases = [
    ...unanswered.flatMap((finding) => testCase(nameOf(finding), [outcome('error', finding)])),
    ...failing.flatMap((finding) => testCase(nameOf(finding), [outcome('failure', finding)])),
    ...findings
      .filter(({ severity }) => severity === 'info')
      .flatMap((finding) =>
        testCase(nameOf(finding), [`<system-out>${htmlEscape(wordsOf(finding))}</system-out>`]),
      ),
  ];
  return {
    tests,
    failures: failing.length,
    errors: unanswered.length,
    lines: [
      `  <testsuite name="${name}" tests="${tests}" failures="${failing.length}" errors="${unanswered.length}">`,
      ...(cases.length === 0 ? testCase(compared, []) : cases),
      '  </testsuite>',
    ],
  };
}

const nameOf = ({ rule, message }: Finding): string => `${rule}: ${message}`;

const outcome = (element: 'error' | 'failure', finding: Finding): string =>
  htmlEscape`<${element} type="${finding.rule}" message="${finding.message}">${wordsOf(finding)}</${element}>`;

const wordsOf = ({ rule, severity, culprit, source, advice }: Finding): string =>
  [
    `${severity}, culprit: ${culprit}`,
    ...(source ? [`see ${placeOf(source)}`] : []),
    `→ ${advice}`,
    ruleUrl(rule),
  ].join('\n');
