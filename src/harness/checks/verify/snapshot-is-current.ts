import type { Difference } from '../../diff/diff.ts';
import type { WithScratch } from '../../equivalence/answers.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { Finding } from '../../model/finding.ts';
import { keyOf, printIdentity } from '../../model/identity.ts';
import { differencesInMeaning } from '../compare/compare.ts';
import { found } from '../rules/found.ts';

/**
 * What the newest snapshot has otherwise than the migrations build it, and than the schema agrees with them: drizzle-kit
 * would write a migration that repeats it. `known` are the differences between the schema and the migrations.
 */
export async function staleIn(
  snapshot: Catalog,
  replayed: Catalog,
  known: readonly Difference[],
  withScratch: WithScratch,
): Promise<readonly Difference[]> {
  const { differences } = await differencesInMeaning(snapshot, replayed, withScratch);
  return differences.filter((each) => !known.some((other) => isAboutTheSame(each, other)));
}

const isAboutTheSame = (a: Difference, b: Difference): boolean =>
  keyOf(a.object.id) === keyOf(b.object.id) &&
  (a.type !== 'changed' || b.type !== 'changed' || a.attribute === b.attribute);

/** How many differences a message names. */
const mostNamed = 3;

const words: Readonly<Record<Difference['type'], string>> = {
  missing: 'still has',
  extra: 'does not have',
  changed: 'has otherwise',
};

/** The finding of a snapshot that is stale; `file` is the snapshot's, as people write it. */
export function staleFinding(tag: string, stale: readonly Difference[], file: string | undefined): Finding {
  const named = stale
    .slice(0, mostNamed)
    .map(({ type, object }) => `${words[type]} ${printIdentity(object.id)}`);
  const more = stale.length > mostNamed ? ` (and ${stale.length - mostNamed} more)` : '';
  const message = `${tag}: its snapshot is not what the migrations build: it ${named.join(', ')}${more}`;
  return found('migration-snapshot-stale', tag, message, file === undefined ? {} : { file });
}
