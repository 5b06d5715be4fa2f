import type { CatalogObject } from '../../model/catalog.ts';
import { ownerOf, qualified, quoteName, quoteText } from '../names.ts';
import {
  aloneOnline,
  type Change,
  commented,
  commentOn,
  type PlanFamily,
  type Sql,
  statement,
  statements,
  textOf,
  textsOf,
} from '../plan-family.ts';
import { collated } from './column-words.ts';
import { notNullCommented } from './not-null-comment.ts';
import { arrayOf } from './type-names.ts';

/** Makes a type again where a value, or a field, has to go: columns move to the new one by way of text. */
function replaceType(change: Change, make: readonly Sql[]): readonly Sql[] {
  const { from, to, before } = change;
  const old = { ...from.id, name: `${from.id.name.slice(0, 50)}_before` };
  const columns = before
    .dependentsOf(from.id)
    .filter((column) => column.id.kind === 'column' && isOfType(column, change.after.find(column.id)));
  return [
    ...statement(`ALTER TYPE ${qualified(from.id)} RENAME TO ${quoteName(old.name)}`),
    ...make,
    ...columns.flatMap((column) => moveColumn(column, change)),
    { sql: `DROP ${from.id.kind === 'domain' ? 'DOMAIN' : 'TYPE'} ${qualified(old)}` },
    ...commented(`TYPE ${qualified(to.id)}`, to),
  ];
}

/** A column that goes, or becomes one of another type, does so by itself. */
const isOfType = (column: CatalogObject, later: CatalogObject | undefined): boolean =>
  later !== undefined && later.attributes.type === column.attributes.type;

function moveColumn(column: CatalogObject, { from, after }: Change): readonly Sql[] {
  const alter = `ALTER TABLE ${ownerOf(column.id)} ALTER COLUMN ${quoteName(column.id.name)}`;
  const type = `${qualified(from.id)}${arrayOf(column)}`;
  const value = after.find(column.id)?.attributes.default ?? null;
  return statements(
    ...(column.attributes.default === null ? [] : [`${alter} DROP DEFAULT`]),
    `${alter} TYPE ${type} USING ${quoteName(column.id.name)}::text${arrayOf(column)}::${type}`,
    ...(column.attributes.default === null || value === null ? [] : [`${alter} SET DEFAULT ${value}`]),
  );
}

const createEnum = ({ id, attributes }: CatalogObject): readonly Sql[] =>
  statement(`CREATE TYPE ${qualified(id)} AS ENUM (${textsOf(attributes.labels).map(quoteText).join(', ')})`);

/** New labels are added in their places; one that went, or is elsewhere, takes a new type. */
function setLabels(change: Change): readonly Sql[] {
  const [was, is] = [textsOf(change.from.attributes.labels), textsOf(change.to.attributes.labels)];
  if (is.filter((label) => was.includes(label)).join('\n') !== was.join('\n'))
    return replaceType(change, createEnum(change.to));
  return is.flatMap((label, at): readonly Sql[] => {
    if (was.includes(label)) return [];
    const next = is.slice(at + 1).find((each) => was.includes(each));
    // What it adds cannot be used before its transaction has ended (Postgres manual, "ALTER TYPE").
    return aloneOnline(
      `ALTER TYPE ${qualified(change.to.id)} ADD VALUE ${quoteText(label)}${next === undefined ? '' : ` BEFORE ${quoteText(next)}`}`,
    );
  });
}

export const enums: PlanFamily = {
  create: (object) => [...createEnum(object), ...commented(`TYPE ${qualified(object.id)}`, object)],
  drop: ({ id }) => statement(`DROP TYPE ${qualified(id)}`),
  alter: {
    labels: setLabels,
    comment: ({ to }) => statement(commentOn(`TYPE ${qualified(to.id)}`, to.attributes.comment)),
  },
};

const createDomain = ({ id, attributes: a }: CatalogObject): readonly Sql[] =>
  statement(
    `CREATE DOMAIN ${qualified(id)} AS ${a.type}${collated(a.collation)}${a.default === null ? '' : ` DEFAULT ${a.default}`}${a.notNull ? `${namedNotNull(a)} NOT NULL` : ''}`,
  );

const namedNotNull = ({ notNullName }: CatalogObject['attributes']): string =>
  typeof notNullName === 'string' ? ` CONSTRAINT ${quoteName(notNullName)}` : '';

/** A name that nobody chose is not known, but it can be made again with another. */
function nameNotNull({ from, to, before, after }: Change): readonly Sql[] {
  const [was, is] = [from.attributes.notNullName, to.attributes.notNullName];
  if (from.attributes.notNull !== to.attributes.notNull) return [];
  if (before.server < 170_000 || after.server < 170_000) return [];
  const alter = `ALTER DOMAIN ${qualified(to.id)}`;
  if (typeof was === 'string')
    return statement(
      `${alter} RENAME CONSTRAINT ${quoteName(was)} TO ${quoteName(textOf(is ?? `${to.id.name}_not_null`))}`,
    );
  return statements(`${alter} DROP NOT NULL`, `${alter} ADD${namedNotNull(to.attributes)} NOT NULL`);
}

const domainReplaced = (change: Change): readonly Sql[] => [...replaceType(change, createDomain(change.to))];

export const domains: PlanFamily = {
  create: (object) => [
    ...createDomain(object),
    ...(object.attributes.notNullComment ? notNullCommented(object) : []),
    ...commented(`DOMAIN ${qualified(object.id)}`, object),
  ],
  drop: ({ id }) => statement(`DROP DOMAIN ${qualified(id)}`),
  alter: {
    type: domainReplaced,
    collation: domainReplaced,
    default: ({ to }) =>
      statement(
        `ALTER DOMAIN ${qualified(to.id)} ${to.attributes.default === null ? 'DROP DEFAULT' : `SET DEFAULT ${to.attributes.default}`}`,
      ),
    notNull: ({ to }) =>
      statement(
        `ALTER DOMAIN ${qualified(to.id)} ${!to.attributes.notNull ? 'DROP' : to.attributes.notNullName ? `ADD${namedNotNull(to.attributes)}` : 'SET'} NOT NULL`,
      ),
    notNullName: nameNotNull,
    notNullComment: ({ to }) => notNullCommented(to),
    comment: ({ to }) => statement(commentOn(`DOMAIN ${qualified(to.id)}`, to.attributes.comment)),
  },
};
