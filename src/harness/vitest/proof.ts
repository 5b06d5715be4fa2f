import type { Context } from '../commands/context.ts';
import { reportOf } from '../commands/run-command.ts';
import { verify } from '../commands/verify.ts';
import type { Finding } from '../model/finding.ts';
import { unansweredIn } from '../model/report.ts';

/** The result of running a history. */
export interface Proof {
  /** Findings that are not accepted. */
  readonly findings: readonly Finding[];
  /** The tags of the migrations that were replayed. */
  readonly replayed: ReadonlySet<string>;
  /** Why the run is incomplete: the first part that has no answer. */
  readonly failure?: Finding | undefined;
}

/** Runs a project's history, as `driftproof verify` does. Throws a Problem when its folder cannot be read. */
export async function prove(context: Context): Promise<Proof> {
  const { verdicts, steps } = await reportOf('verify', verify, context);
  return {
    findings: verdicts.flatMap(({ findings }) => findings),
    replayed: new Set(steps.flatMap(({ tag, up }) => (up === 'ok' ? [tag] : []))),
    failure: unansweredIn({ verdicts })[0],
  };
}
