import type { Attributes, CatalogObject, Value } from '../../model/catalog.ts';
import type { Name } from '../../model/identity.ts';
import { ownerOf, ownOrQualified, qualified, quoteName } from '../names.ts';
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
import { givingDown, hasTypeFromAbove, isOfPartition } from './given-down.ts';
import { sequenceOptions, tieSequence } from './sequences.ts';
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

/** The name that somebody gave to the NOT NULL of a column, which PostgreSQL 18 keeps. */
const nameOfNotNull = ({ notNullName }: Attributes): string | undefined =>
  typeof notNullName === 'string' ? notNullName : undefined;

const chosenName = (a: Attributes): string => {
  const name = nameOfNotNull(a);
  return name === undefined ? '' : ` CONSTRAINT ${quoteName(name)}`;
};

const collated = (collation: Value | undefined): string =>
  collation ? ` COLLATE ${ownOrQualified(collation)}` : '';

/** The sequence of an identity column, which the column makes and drops by itself. */
const identitySequence = (id: Name, side: Side): CatalogObject | undefined =>
  side.partsOf({ ...id, kind: 'column' }).find((part) => part.id.kind === 'sequence');

function identityOptions(id: Name, side: Side): string {
  const sequence = identitySequence(id, side);
  return sequence ? ` (SEQUENCE NAME ${qualified(sequence.id)} ${sequenceOptions(sequence.attributes)})` : '';
}

const alterColumn = ({ id }: CatalogObject): string =>
  `ALTER TABLE ${ownerOf(id)} ALTER COLUMN ${quoteName(id.name)}`;
/** Without what is below the column's table. */
const alterOnly = ({ id }: CatalogObject): string =>
  `ALTER TABLE ONLY ${ownerOf(id)} ALTER COLUMN ${quoteName(id.name)}`;
/** Of a partition of partitions, what is below it is planned by itself. */
const alterOwn = (column: CatalogObject, side: Side): string =>
  isOfPartition(column, side) ? alterOnly(column) : alterColumn(column);
const columnName = ({ id }: CatalogObject): string => `COLUMN ${ownerOf(id)}.${quoteName(id.name)}`;

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

/** NOT NULL that is not validated, or that children do not inherit, is a constraint that Postgres 18 knows. */
function setNotNull({ from, to }: Change): readonly Sql[] {
  const { notNull } = to.attributes;
  const alter = alterColumn(to);
  if (notNull === true && from.attributes.notNull !== 'not inherited' && !chosenName(to.attributes))
    return statement(`${alter} SET NOT NULL`);
  const words: Readonly<Record<string, string>> = {
    'not validated': ' NOT VALID',
    'not inherited': ' NO INHERIT',
    true: '',
  };
  return statements(
    ...(from.attributes.notNull === false ? [] : [`${alter} DROP NOT NULL`]),
    ...(notNull === false
      ? []
      : [
          `ALTER TABLE ${ownerOf(to.id)} ADD${chosenName(to.attributes)} NOT NULL ${quoteName(to.id.name)}${words[String(notNull)]}`,
        ]),
  );
}

/** A name that nobody chose is not known, but it can be made again with another. */
function nameNotNull({ from, to, before, after }: Change): readonly Sql[] {
  const [was, is] = [nameOfNotNull(from.attributes), nameOfNotNull(to.attributes)];
  const keptBy = (side: Side): boolean => side.server >= 180_000;
  if (was === is || from.attributes.notNull !== to.attributes.notNull) return [];
  if (!keptBy(before) || !keptBy(after)) return [];
  const [table, column] = [ownerOf(to.id), quoteName(to.id.name)];
  if (was !== undefined)
    return statement(
      `ALTER TABLE ${table} RENAME CONSTRAINT ${quoteName(was)} TO ${quoteName(is ?? `${to.id.table}_${to.id.name}_not_null`)}`,
    );
  return statements(
    `${alterColumn(to)} DROP NOT NULL`,
    `ALTER TABLE ${table} ADD${chosenName(to.attributes)} NOT NULL ${column}`,
  );
}

/** From one kind of generation to another there is no way but a new column; its values come from its expression. */
function setIdentity({ from, to, before, after }: Change): readonly Sql[] {
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
  return statements(
    ...(from.attributes.default === null ? [] : [`${alter} DROP DEFAULT`]),
    ...(inTheWay ? [`DROP SEQUENCE ${qualified(inTheWay.id)}`] : []),
    ...(from.attributes.notNull === true ? [] : [`${alter} SET NOT NULL`]),
    `${alter} ADD GENERATED ${textOf(is).toUpperCase()} AS IDENTITY${identityOptions(to.id, after)}`,
  );
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
  ];
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
