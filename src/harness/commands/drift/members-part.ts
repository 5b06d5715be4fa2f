import { compareMembers, type MemberFindings, memberBlame } from '../../checks/drift/extension-members.ts';
import type { LiveState } from '../../checks/drift/live-state.ts';
import { couldNotTell } from '../../checks/unanswered.ts';
import type { Difference } from '../../diff/diff.ts';
import type { WithScratch } from '../../equivalence/answers.ts';
import type { Catalog, CatalogObject } from '../../model/catalog.ts';
import type { Finding } from '../../model/finding.ts';
import { extensionsOn } from '../bring-extensions.ts';
import type { Context } from '../context.ts';
import type { GetScratch } from './when-needed.ts';

/** What the migrations leave of extensions, where there are any. */
interface OfMigrations {
  readonly expected: Catalog;
  readonly withExpected: WithScratch;
  readonly isPending: (difference: Difference) => boolean;
}

interface MembersPart extends MemberFindings {
  readonly unanswered: readonly Finding[];
}

/** Are the extensions of a database what they bring by themselves, or the migrations made of them? */
export async function membersPart(
  context: Context,
  { whole }: Pick<LiveState, 'whole'>,
  answers: (object: CatalogObject) => boolean,
  getScratch: GetScratch,
  migrations?: OfMigrations,
): Promise<MembersPart> {
  const compared = await compareMembers(
    { expected: migrations?.expected, live: whole, answers },
    { ...extensionsOn(context, getScratch), withExpected: migrations?.withExpected ?? nowhere },
    memberBlame(migrations?.isPending),
  ).catch((error) => error);
  if (!(compared instanceof Error)) return { ...compared, unanswered: [] };
  const question = migrations ? 'migrations ↔ database' : 'schema ↔ database';
  return { findings: [], notCompared: [], unanswered: [couldNotTell(question, compared, 'database')] };
}

/** Where nothing is expected of anything. */
const nowhere: WithScratch = () => Promise.reject(new Error('there is nothing to parse'));
