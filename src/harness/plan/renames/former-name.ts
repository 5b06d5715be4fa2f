import { idWithName, type Renaming } from '../../equivalence/one-cause/same-but-name.ts';
import type { CatalogObject } from '../../model/catalog.ts';
import type { Identity } from '../../model/identity.ts';

/** What something is called by now that was called `id` before some renames, which are told in their order. */
export const laterOf = (id: Identity, moves: readonly Renaming[]): Identity => moves.reduce(idWithName, id);

/** What something was called before some renames that is called `id` by now. */
export const formerOf = (id: Identity, moves: readonly Renaming[]): Identity =>
  moves.reduceRight(
    (name, { expected, actual }) => idWithName(name, { expected: actual, actual: expected }),
    id,
  );

/** An object as it is called after some renames. */
export const movedBy = <T extends CatalogObject>(
  { within, needs, ...object }: T,
  moves: readonly Renaming[],
): CatalogObject => ({
  ...object,
  id: laterOf(object.id, moves),
  ...(within ? { within: laterOf(within, moves) } : {}),
  ...(needs ? { needs: needs.map((each) => laterOf(each, moves)) } : {}),
});
