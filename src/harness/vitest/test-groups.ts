import { acceptedRules } from '../checks/rules/accepted-rules.ts';
import { folderRules } from '../checks/rules/folder-rules.ts';
import { isReversible } from '../checks/verify/trial-database.ts';
import { isCounted } from '../history/file-name.ts';
import type { Migration } from '../history/migrations.ts';
import type { Finding, Step } from '../model/finding.ts';
import type { Outcome, StepReport } from '../model/report.ts';
import type { Proof } from './proof.ts';

/** One named test. */
export interface Question {
  readonly name: string;
  /** Whether a finding is the answer "no"; it counts for the first question that says so. */
  readonly answers: (finding: Finding) => boolean;
  /** How far it was asked; the answer is known where it is neither `not reached` nor `not tried`. */
  readonly outcome: (proof: Proof) => Outcome;
}

export interface Group {
  readonly name: string;
  readonly questions: readonly Question[];
}

/** Every question about a history. */
export const groupsOf = (migrations: readonly Migration[]): readonly Group[] => [
  { name: 'history', questions: Object.entries(folderRules).map(ruleQuestion) },
  { name: 'migrations', questions: migrations.flatMap((each) => stepQuestions(each, migrations)) },
  { name: 'whole history', questions: wholeQuestions },
];

const ruleQuestion = ([id, { means }]: [string, { readonly means: string }]): Question => ({
  name: `no ${id}: ${means}`,
  answers: ({ rule }) => rule === id,
  outcome: () => 'ok',
});

function stepQuestions(migration: Migration, migrations: readonly Migration[]): Question[] {
  const { tag, irreversible } = migration;
  const label = labelOf(tag, migrations);
  const ask = (name: string, ...checks: readonly Step['check'][]): Question => ({
    name,
    answers: ({ step }) => step?.migration === tag && checks.includes(step.check),
    outcome: ({ steps }) => leastOf(checks.map((check) => outcomeOf(check, steps.get(tag)))),
  });
  const back = isReversible(migration)
    ? [ask(`${label}_down leaves no trace`, 'down'), ask(`${label} can be reapplied`, 'reapply')]
    : irreversible === undefined
      ? []
      : [ask(`${label} is irreversible: ${irreversible}`, 'up')];
  return [
    ask(`${label} applies`, 'up'),
    ask(`${label} keeps rows`, 'rows'),
    ...back,
    ask(`${label} has only accepted costs`, 'cost'),
  ];
}

/** Of a migration that is not applied nothing can be told. */
const outcomeOf = (check: Step['check'], step: StepReport | undefined): Outcome =>
  step?.up === 'ok' ? step[check] : 'not reached';

const leastOf = (outcomes: readonly Outcome[]): Outcome =>
  (['not reached', 'not tried'] as const).find((outcome) => outcomes.includes(outcome)) ?? 'ok';

/** `0008` where the number alone identifies the migration. */
function labelOf(tag: string, migrations: readonly Migration[]): string {
  const number = tag.split('_')[0] ?? tag;
  const alike = migrations.filter((other) => other.tag.split('_')[0] === number);
  return isCounted(tag) && alike.length === 1 ? number : tag;
}

const whole = (name: string, answers: Question['answers']): Question => ({
  name,
  answers,
  outcome: ({ failure }) => (failure === undefined ? 'ok' : 'not reached'),
});

const wholeQuestions: readonly Question[] = [
  whole(
    "Drizzle's migrator can build a new database",
    ({ rule }) => rule === 'migration-needs-own-transaction',
  ),
  whole('every accepted difference still exists and has not expired', ({ rule }) => rule in acceptedRules),
  whole('the migrations build what the schema declares', () => true),
];
