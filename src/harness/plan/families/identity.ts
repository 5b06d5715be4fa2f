import type { CatalogObject } from '../../model/catalog.ts';
import type { Name } from '../../model/identity.ts';
import { qualified } from '../names.ts';
import { type Change, type Side, type Sql, statement, statements, textOf } from '../plan-family.ts';
import { alterColumn } from './column-words.ts';
import { countOn } from './count-on.ts';
import { sequenceOptions, tieSequence } from './sequences.ts';

/** The sequence of an identity column, which the column makes and drops by itself. */
const identitySequence = (id: Name, side: Side): CatalogObject | undefined =>
  side.partsOf({ ...id, kind: 'column' }).find((part) => part.id.kind === 'sequence');

export function identityOptions(id: Name, side: Side): string {
  const sequence = identitySequence(id, side);
  return sequence ? ` (SEQUENCE NAME ${qualified(sequence.id)} ${sequenceOptions(sequence.attributes)})` : '';
}

/** Adds or drops an identity, with the sequence that it counts by; a new one goes on after what the column holds. */
export function setIdentity({ from, to, before, after }: Change): readonly Sql[] {
  const [was, is] = [from.attributes.identity, to.attributes.identity];
  const alter = alterColumn(to);
  if (was && is) return statement(`${alter} SET GENERATED ${textOf(is).toUpperCase()}`);
  const { default: value } = to.attributes;
  if (was)
    return [
      ...statement(`${alter} DROP IDENTITY`),
      ...(takesOwn(to, after)
        ? serialAgain(to, after)
        : value === null
          ? []
          : statement(`${alter} SET DEFAULT ${value}`)),
    ];
  const sequence = identitySequence(to.id, after);
  const inTheWay = sequence && before.find(sequence.id);
  return [
    ...statements(
      ...(from.attributes.default === null ? [] : [`${alter} DROP DEFAULT`]),
      ...(inTheWay ? [`DROP SEQUENCE ${qualified(inTheWay.id)}`] : []),
      ...(from.attributes.notNull === true ? [] : [`${alter} SET NOT NULL`]),
      `${alter} ADD GENERATED ${textOf(is).toUpperCase()} AS IDENTITY${identityOptions(to.id, after)}`,
    ),
    ...(sequence ? countOn(sequence, to) : []),
  ];
}

/** Whether the default counts by a sequence that the column owns, as `serial` makes it. */
const takesOwn = (column: CatalogObject, side: Side): boolean =>
  identitySequence(column.id, side) !== undefined && textOf(column.attributes.default).includes('nextval(');

/** A serial column that was an identity: its sequence has gone with the identity, and is made again. */
function serialAgain(column: CatalogObject, after: Side): readonly Sql[] {
  const sequence = identitySequence(column.id, after);
  if (!sequence) return [];
  return [
    ...statement(
      `CREATE SEQUENCE ${qualified(sequence.id)} AS ${sequence.attributes.type} ${sequenceOptions(sequence.attributes)}`,
    ),
    ...tieSequence(sequence),
    ...statement(`${alterColumn(column)} SET DEFAULT ${column.attributes.default}`),
    ...countOn(sequence, column),
  ];
}
