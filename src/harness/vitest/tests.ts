import pc from 'picocolors';
import type * as Vitest from 'vitest';
import { environmentOf, notesOf, optionsOf, type VerifyOptions } from '../api/api-options.ts';
import { openContext } from '../commands/context.ts';
import { displayPath } from '../history/files.ts';
import { readableMigrations } from '../history/migrations.ts';
import { atLeast, type Finding, type Severity } from '../model/finding.ts';
import { mapTexts } from '../model/map-texts.ts';
import { findingLines, printUnanswered } from '../report/finding-lines.ts';
import { printable } from '../report/printable.ts';
import { visible } from '../report/visible.ts';
import { type Proof, prove } from './proof.ts';
import { type Group, groupsOf, type Question } from './test-groups.ts';

type TestApi = Pick<typeof Vitest, 'beforeAll' | 'describe' | 'it'>;

/** What tests of a project's migrations may be told; what is absent is as for `driftproof verify`. */
export interface TestOptions extends Omit<VerifyOptions, 'config' | 'since' | 'base'> {
  /** The least severity that fails a test. Default: `warning`. */
  readonly failOn?: Severity | undefined;
}

/** Replaying a long history takes time; the caller's own timeout decides what is too slow. */
const longestReplay = 30 * 60_000;

/** Declares the tests of a project's history. Throws a Problem when its config or its journal cannot be read. */
export async function nameTests(api: TestApi, config: string, given: TestOptions = {}): Promise<void> {
  const environment = environmentOf(given);
  const context = await openContext(environment, optionsOf({ ...given, config }), notesOf(given));
  const folder = await context.folder();
  // A migration that cannot be read is reported by a rule, which has a test of its own.
  const groups = groupsOf((await readableMigrations(folder)).migrations);
  api.describe(displayPath(environment.cwd, context.project.configFile), () =>
    nameGroups(api, groups, () => prove(context), given.failOn ?? 'warning'),
  );
}

function nameGroups(
  { beforeAll, describe, it }: TestApi,
  groups: readonly Group[],
  run: () => Promise<Proof>,
  failOn: Severity,
): void {
  const questions = groups.flatMap((group) => group.questions);
  let proof: Proof;
  beforeAll(async () => {
    proof = await run();
  }, longestReplay);
  for (const group of groups)
    describe(group.name, () => {
      for (const question of group.questions)
        it(visible(question.name), ({ skip }) => {
          const reason = whyNot(question, questions, proof, failOn);
          if (reason !== undefined) throw failureOf(reason);
          if (question.outcome(proof) === 'not tried') skip(whyNotTried(proof));
        });
    });
}

/** Why the answer to a question is "no". */
function whyNot(
  question: Question,
  questions: readonly Question[],
  proof: Proof,
  failOn: Severity,
): string | undefined {
  const wrong = proof.findings.filter(
    (finding) =>
      atLeast(finding.severity, failOn) && questions.find(({ answers }) => answers(finding)) === question,
  );
  if (wrong.length > 0) return wrong.flatMap(printed).join('\n');
  if (question.outcome(proof) !== 'not reached') return undefined;
  return `could not tell: ${proof.failure ? printable(printUnanswered(proof.failure)) : 'what comes before it fails'}`;
}

const whyNotTried = ({ notTried }: Proof): string =>
  printable(['not tried', ...notTried.map((sentence) => sentence.replace(/^not tried: /, ''))].join('; '));

const plain = pc.createColors(false);
const printed = (finding: Finding): string[] => findingLines(mapTexts(finding, printable), plain);

/** An error without a stack, which would point into this file: the reason says where to look. */
function failureOf(reason: string): Error {
  const error = new Error(reason);
  error.stack = reason;
  return error;
}
