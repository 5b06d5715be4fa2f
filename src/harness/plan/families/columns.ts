import type { CatalogObject } from '../../model/catalog.ts';
import { ownerOf, quoteName } from '../names.ts';
import {
  type Change,
  commented,
  commentOn,
  type PlanFamily,
  type Side,
  type Sql,
  statement,
  statements,
  textOf,
  textsOf,
} from '../plan-family.ts';
import { alterOptions } from '../storage.ts';
import { alterColumn, alterOnly, alterOwn, collated, columnName } from './column-words.ts';
import { givingDown, hasTypeFromAbove } from './given-down.ts';
import { identityOptions, setIdentity } from './identity.ts';
import { chosenName, nameNotNull, setNotNull } from './not-null.ts';
import { notNullCommented } from './not-null-comment.ts';
import { castTo } from './type-names.ts';

/** A column as it is in CREATE TABLE and after ADD COLUMN. */
export function columnDefinition({ id, attributes: a }: CatalogObject, side: Side): string {
  const expression = a.generated
    ? ` GENERATED ALWAYS AS (${a.expression}) ${textOf(a.generated).toUpperCase()}`
    : '';
  const identity = a.identity
    ? ` GENERATED ${textOf(a.identity).toUpperCase()} AS IDENTITY${identityOptions(id, side)}`
    : '';
  return (
    `${quoteName(id.name)} ${a.type}${collated(a.collation)}${expression}${identity}` +
    `${a.default === null ? '' : ` DEFAULT ${a.default}`}${a.notNull === true ? `${chosenName(a)} NOT NULL` : ''}`
  );
}

/** What a column of a partition has of its own. */
export const columnOfPartition = (column: CatalogObject): readonly Sql[] => {
  const { default: value, generated, notNull } = column.attributes;
  const alter = alterColumn(column);
  return statements(
    ...(generated ? [] : [`${alter} ${value === null ? 'DROP DEFAULT' : `SET DEFAULT ${value}`}`]),
    ...(notNull === true ? [`${alter} SET NOT NULL`] : []),
  );
};

/** What a column's definition has no place for. */
export function afterColumn(column: CatalogObject): readonly Sql[] {
  const { storage, compression, statistics, options } = column.attributes;
  const alter = alterColumn(column);
  return [
    ...(storage ? statement(`${alter} SET STORAGE ${textOf(storage).toUpperCase()}`) : []),
    ...(compression ? statement(`${alter} SET COMPRESSION ${compression}`) : []),
    ...(statistics === null ? [] : statement(`${alter} SET STATISTICS ${statistics}`)),
    ...alterOptions([], textsOf(options)).flatMap((each) => statement(`${alter} ${each}`)),
    ...(column.attributes.notNullComment ? notNullCommented(column) : []),
    ...commented(columnName(column), column),
  ];
}

const defaultOf = ({ attributes: { default: value } }: CatalogObject): string =>
  value === null ? 'DROP DEFAULT' : `SET DEFAULT ${value}`;
const storageOf = ({ attributes: { storage } }: CatalogObject): string =>
  `SET STORAGE ${storage ? textOf(storage).toUpperCase() : 'DEFAULT'}`;
const statisticsOf = ({ attributes: { statistics } }: CatalogObject): string =>
  `SET STATISTICS ${statistics ?? -1}`;
const restored =
  (set: (column: CatalogObject) => string) =>
  (column: CatalogObject): readonly Sql[] =>
    statement(`${alterOnly(column)} ${set(column)}`);
const ownDefault = restored(defaultOf);

/** A change of the type, or of the identity, sets the default too. */
function setDefault({ from, to, after }: Change): readonly Sql[] {
  if (from.attributes.type !== to.attributes.type || from.attributes.identity !== to.attributes.identity)
    return [];
  return statement(`${alterOwn(to, after)} ${defaultOf(to)}`);
}

/** A default of the old type may not be one of the new: it is taken off first and put back after. */
function setType(change: Change): readonly Sql[] {
  if (hasTypeFromAbove(change)) return [];
  const { from, to } = change;
  const { type, collation, default: value } = to.attributes;
  const alter = alterColumn(to);
  return statements(
    ...(from.attributes.default === null ? [] : [`${alter} DROP DEFAULT`]),
    `${alter} TYPE ${type}${collated(collation)} USING ${quoteName(to.id.name)}${castTo(textOf(from.attributes.type), textOf(type))}`,
    ...(value === null || from.attributes.identity ? [] : [`${alter} SET DEFAULT ${value}`]),
  );
}

export const columns: PlanFamily = {
  create: (column, side) => [
    ...statement(`ALTER TABLE ${ownerOf(column.id)} ADD COLUMN ${columnDefinition(column, side)}`),
    ...afterColumn(column),
  ],
  drop: ({ id, attributes: { generated } }) => [
    {
      sql: `ALTER TABLE ${ownerOf(id)} DROP COLUMN ${quoteName(id.name)}`,
      ...(generated ? {} : { loses: 'the values of the column' }),
    },
  ],
  alter: {
    type: givingDown('default', setType, ownDefault),
    collation: givingDown('default', setType, ownDefault),
    default: givingDown('default', setDefault, ownDefault),
    notNull: setNotNull,
    notNullName: nameNotNull,
    notNullComment: ({ to }) => notNullCommented(to),
    identity: givingDown('default', setIdentity, ownDefault),
    // A stored expression can be replaced from Postgres 17 on.
    expression: ({ from, to, after }) =>
      from.attributes.generated === to.attributes.generated && after.server >= 170_000
        ? statement(`${alterColumn(to)} SET EXPRESSION AS (${to.attributes.expression})`)
        : from.attributes.generated === 'stored' && to.attributes.generated === null
          ? []
          : 'recreate',
    generated: ({ from, to }) =>
      to.attributes.generated === null && from.attributes.generated === 'stored'
        ? statement(`${alterColumn(to)} DROP EXPRESSION`)
        : 'recreate',
    storage: givingDown(
      'storage',
      ({ to, after }) => statement(`${alterOwn(to, after)} ${storageOf(to)}`),
      restored(storageOf),
    ),
    compression: ({ to }) =>
      statement(`${alterColumn(to)} SET COMPRESSION ${to.attributes.compression ?? 'DEFAULT'}`),
    statistics: givingDown(
      'statistics',
      ({ to, after }) => statement(`${alterOwn(to, after)} ${statisticsOf(to)}`),
      restored(statisticsOf),
    ),
    options: ({ from, to }) =>
      alterOptions(textsOf(from.attributes.options), textsOf(to.attributes.options)).flatMap((each) =>
        statement(`${alterColumn(to)} ${each}`),
      ),
    inherited: () => ({
      refused: 'a column of its own cannot be told from an inherited one by any ALTER TABLE',
    }),
    comment: ({ to }) => statement(commentOn(columnName(to), to.attributes.comment)),
  },
};
