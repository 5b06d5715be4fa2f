import type { CatalogObject } from '../model/catalog.ts';
import { type Identity, keyOf } from '../model/identity.ts';
import { circularKeys } from './circular-keys.ts';
import { countOn } from './families/count-on.ts';
import { givenByParent } from './families/given-by-parent.ts';
import { tieSequence } from './families/sequences.ts';
import { familyOf } from './families.ts';
import { grantedAgain, takenFromNew } from './grants-beside.ts';
import { ownerOf, quoteName } from './names.ts';
import { inOrder } from './order.ts';
import { containersOf, type Side, type Sql, statement } from './plan-family.ts';
import type { PlannedStatement } from './planned-statement.ts';
import type { Work } from './work.ts';

/** The statements of what is to be done, in an order that their objects allow. */
export function statementsOf(work: Work, before: Side, after: Side): PlannedStatement[] {
  const { drops, creates, alters, undefaulted } = work;
  const isInDropped = (object: CatalogObject): boolean =>
    containersOf(object).some((each) => each.kind !== 'schema' && drops.has(keyOf(each)));
  const isInCreated = ({ within, id }: CatalogObject): boolean =>
    id.kind === 'column' && within !== undefined && creates.has(keyOf(within));
  const circular = circularKeys(drops);
  const dropped = inOrder([...drops.values()], before)
    .reverse()
    .filter((object) => !isInDropped(object) || circular.has(keyOf(object.id)));
  const later = (object: CatalogObject): boolean =>
    before.dependentsOf(object.id).some(({ id }) => !drops.has(keyOf(id)) && alters.has(keyOf(id)));
  const drop = (object: CatalogObject) =>
    told(object.id, 'drop', familyOf(object.id.kind)?.drop(object, before) ?? []);
  const made = inOrder(
    [...new Map([...[...alters].map(([key, { to }]) => [key, to] as const), ...creates]).values()],
    after,
  ).filter((object) => !isInCreated(object));
  const make = (object: CatalogObject): PlannedStatement[] => {
    const key = keyOf(object.id);
    if (creates.has(key))
      return told(
        object.id,
        'create',
        givenByParent(object, before, creates) ?? familyOf(object.id.kind)?.create(object, after) ?? [],
      );
    return told(object.id, 'alter', alters.get(key)?.sql ?? []);
  };
  return [
    ...[...undefaulted.values()]
      .filter(({ id, within }) => !drops.has(keyOf(id)) && !(within && drops.has(keyOf(within))))
      .flatMap(withoutDefault),
    ...dropped.filter((object) => !later(object)).flatMap(drop),
    ...made.flatMap(make),
    ...dropped.filter(later).flatMap(drop),
    ...[...undefaulted.keys()].flatMap((key) => defaultAgain(key, after, work)),
    ...[...creates.values()].flatMap((object) =>
      object.id.kind === 'sequence'
        ? told(object.id, 'alter', [...ofNoIdentity(object, after), ...afterOld(object, before, after)])
        : [],
    ),
    ...takenFromNew([...creates.values()], before, after, ({ id }) => drops.has(keyOf(id))),
    ...grantedAgain(
      [...drops.values(), ...[...alters.values()].map(({ to }) => to)].filter(
        ({ id }) => id.kind === 'grant',
      ),
      after,
      creates,
    ),
  ];
}

const ofNoIdentity = (sequence: CatalogObject, after: Side): readonly Sql[] =>
  sequence.within?.kind === 'column' && after.find(sequence.within)?.attributes.identity
    ? []
    : tieSequence(sequence);

/** Lets a new sequence go on after what columns hold that were there before, and count by it now. */
const afterOld = (sequence: CatalogObject, before: Side, after: Side): readonly Sql[] =>
  after
    .dependentsOf(sequence.id)
    .filter(({ id, attributes }) => id.kind === 'column' && attributes.default !== null && before.find(id))
    .flatMap((column) => countOn(sequence, column));

const withoutDefault = ({ id }: CatalogObject): PlannedStatement[] =>
  told(id, 'alter', statement(`ALTER TABLE ${ownerOf(id)} ALTER COLUMN ${quoteName(id.name)} DROP DEFAULT`));

/** The default that was in the way of a drop; one that changes is set by that change. */
function defaultAgain(key: string, after: Side, { creates, drops }: Work): PlannedStatement[] {
  const column = after.objects.find(({ id }) => keyOf(id) === key);
  if (!column || column.attributes.default === null || creates.has(key) || drops.has(key)) return [];
  if (column.within && creates.has(keyOf(column.within))) return [];
  const { id, attributes } = column;
  return told(
    id,
    'alter',
    statement(
      `ALTER TABLE ${ownerOf(id)} ALTER COLUMN ${quoteName(id.name)} SET DEFAULT ${attributes.default}`,
    ),
  );
}

const told = (about: Identity, does: PlannedStatement['does'], sql: readonly Sql[]): PlannedStatement[] =>
  sql.map((each) => ({ ...each, about, does }));
