import pc from 'picocolors';
import type * as Vitest from 'vitest';
import { type Context, openContext } from '../commands/context.ts';
import { printable } from '../commands/notes.ts';
import type { Options } from '../commands/options.ts';
import { verifyDefaults } from '../commands/options.ts';
import { displayPath } from '../history/files.ts';
import { readableMigrations } from '../history/migrations.ts';
import { atLeast, type Finding } from '../model/finding.ts';
import { mapTexts } from '../model/map-texts.ts';
import { defaultChoice } from '../postgres/server.ts';
import { findingLines, printUnanswered } from '../report/text.ts';
import { visible } from '../report/visible.ts';
import { type Proof, prove } from './proof.ts';
import { type Group, groupsOf, type Question } from './questions.ts';

type TestApi = Pick<typeof Vitest, 'beforeAll' | 'describe' | 'it'>;

/** What tests of a project's migrations may be told; what is absent is as for `driftproof verify`. */
export interface TestOptions
  extends Partial<Pick<Options, 'server' | 'image' | 'failOn' | 'rows' | 'seed' | 'cost' | 'sizes'>> {}

/** Replaying a long history takes time; the caller's own timeout decides what is too slow. */
const longestReplay = 30 * 60_000;

/** Declares the tests of a project's history. Throws a Problem when its config or its journal cannot be read. */
export async function nameTests(api: TestApi, config: string, given: TestOptions = {}): Promise<void> {
  const options: Options = {
    ...defaultChoice,
    format: 'text',
    color: false,
    failOn: 'warning',
    ...verifyDefaults,
    ...given,
    config,
  };
  const context = await openContext(processIo(), options);
  const folder = await context.folder();
  // A migration that cannot be read is reported by a rule, which has a test of its own.
  const groups = groupsOf((await readableMigrations(folder)).migrations);
  api.describe(displayPath(process.cwd(), context.project.configFile), () =>
    nameGroups(api, context, groups),
  );
}

function nameGroups({ beforeAll, describe, it }: TestApi, context: Context, groups: readonly Group[]): void {
  const questions = groups.flatMap((group) => group.questions);
  let proof: Proof;
  beforeAll(async () => {
    proof = await prove(context);
  }, longestReplay);
  for (const group of groups)
    describe(group.name, () => {
      for (const question of group.questions)
        it(visible(question.name), () => {
          const reason = whyNot(question, questions, proof, context.options);
          if (reason !== undefined) throw failureOf(reason);
        });
    });
}

/** Why the answer to a question is "no". */
function whyNot(
  question: Question,
  questions: readonly Question[],
  proof: Proof,
  { failOn }: Options,
): string | undefined {
  if (!question.isReached(proof))
    return `could not tell: ${proof.failure ? printable(printUnanswered(proof.failure)) : ''}`;
  const wrong = proof.findings.filter(
    (finding) =>
      atLeast(finding.severity, failOn) && questions.find(({ answers }) => answers(finding)) === question,
  );
  return wrong.length === 0 ? undefined : wrong.flatMap(printed).join('\n');
}

const plain = pc.createColors(false);
const printed = (finding: Finding): string[] => findingLines(mapTexts(finding, printable), plain);

/** An error without a stack, which would point into this file: the reason says where to look. */
function failureOf(reason: string): Error {
  const error = new Error(reason);
  error.stack = reason;
  return error;
}

/** A test reports by failing; other output is dropped. */
const processIo = () => ({
  cwd: process.cwd(),
  env: process.env,
  now: () => new Date(),
  stdout: { terminal: false, write: () => {} },
  stderr: { terminal: false, write: () => {} },
});
