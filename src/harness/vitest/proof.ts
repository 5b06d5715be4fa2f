import type { Context } from '../commands/context.ts';
import { reportOf } from '../commands/run-command.ts';
import { verify } from '../commands/verify.ts';
import type { Finding } from '../model/finding.ts';
import { type StepReport, unansweredIn } from '../model/report.ts';

/** The result of running a history. */
export interface Proof {
  /** Findings that are not accepted. */
  readonly findings: readonly Finding[];
  /** How each migration fared, by its tag. */
  readonly steps: ReadonlyMap<string, StepReport>;
  /** What was not tried, and why, one sentence each. */
  readonly notTried: readonly string[];
  /** Why the run is incomplete: the first part that has no answer. */
  readonly failure?: Finding | undefined;
}

/** Runs a project's history, as `driftproof verify` does. Throws a Problem when its folder cannot be read. */
export async function prove(context: Context): Promise<Proof> {
  const { verdicts, steps, notCompared } = await reportOf('verify', verify, context);
  return {
    findings: verdicts.flatMap(({ findings }) => findings),
    steps: new Map(steps.map((step) => [step.tag, step])),
    notTried: notCompared,
    failure: unansweredIn({ verdicts })[0],
  };
}
