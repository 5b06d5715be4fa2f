import pc from 'picocolors';
import { environmentOf, notesOf, optionsOf, type VerifyOptions } from '../api/api-options.ts';
import { orProblem } from '../api/or-problem.ts';
import { openContext } from '../commands/context.ts';
import { displayPath } from '../history/files.ts';
import { readableMigrations } from '../history/migrations.ts';
import { atLeast, type Finding, type Severity } from '../model/finding.ts';
import { mapTexts } from '../model/map-texts.ts';
import { once } from '../model/once.ts';
import { findingLines, printUnanswered } from '../report/finding-lines.ts';
import { printable } from '../report/printable.ts';
import { visible } from '../report/visible.ts';
import { type Proof, prove } from './proof.ts';
import { type Group, groupsOf, type Question } from './test-groups.ts';

/** What tests of a project's migrations may be told; what is absent is as for `driftproof verify`. */
export interface TestOptions extends Omit<VerifyOptions, 'config'> {
  /** The least severity that fails a test. Default: `warning`. */
  readonly failOn?: Severity | undefined;
}

/** One named test, which any runner can run. */
export interface MigrationTest {
  /** The project, and the group of questions, for runners that nest. */
  readonly path: readonly [project: string, group: string];
  readonly name: string;
  /**
   * Rejects with an error that says what was found. The first one that is called runs the whole history, and all wait for
   * it. Takes no argument, and resolves to why the question could not be tried; to nothing where it passes.
   */
  readonly run: () => Promise<string | undefined>;
}

/**
 * The history of a project as named tests, such as "0008 applies" and "0008_down leaves no trace", for any runner.
 *
 * @param config the path of the project's drizzle config, from the working directory
 * @throws Problem when the config or the migrations folder cannot be read
 */
export const migrationTests = (
  config: string,
  options: TestOptions = {},
): Promise<readonly MigrationTest[]> => orProblem(testsOf(config, options));

async function testsOf(config: string, given: TestOptions): Promise<readonly MigrationTest[]> {
  const environment = environmentOf(given);
  const context = await openContext(environment, optionsOf({ ...given, config }), notesOf(given));
  const folder = await context.folder();
  // A migration that cannot be read is reported by a rule, which has a test of its own.
  const groups = groupsOf((await readableMigrations(folder)).migrations);
  const project = displayPath(environment.cwd, context.project.configFile);
  return named(
    project,
    groups,
    once(() => prove(context)),
    given.failOn ?? 'warning',
  );
}

function named(
  project: string,
  groups: readonly Group[],
  run: () => Promise<Proof>,
  failOn: Severity,
): readonly MigrationTest[] {
  const questions = groups.flatMap((group) => group.questions);
  const answer = async (question: Question): Promise<string | undefined> => {
    const proof = await run();
    const reason = whyNot(question, questions, proof, failOn);
    if (reason !== undefined) throw failureOf(reason);
    return question.outcome(proof) === 'not tried' ? whyNotTried(proof) : undefined;
  };
  return groups.flatMap(({ name: group, questions }) =>
    questions.map((question) => ({
      path: [project, group] as const,
      name: visible(question.name),
      run: () => answer(question),
    })),
  );
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
  printable(['not tried', ...notTried.map((sentence) => sentence.replace(/^not tried[:,] /, ''))].join('; '));

const plain = pc.createColors(false);
const printed = (finding: Finding): string[] => findingLines(mapTexts(finding, printable), plain);

/** An error without a stack, which would point into this file: the reason says where to look. */
function failureOf(reason: string): Error {
  const error = new Error(reason);
  error.stack = reason;
  return error;
}
