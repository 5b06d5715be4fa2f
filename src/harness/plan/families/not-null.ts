import type { Attributes } from '../../model/catalog.ts';
import { ownerOf, quoteName } from '../names.ts';
import { type Change, type Side, type Sql, statement, statements } from '../plan-family.ts';
import { alterColumn } from './column-words.ts';

/** The name that somebody gave to the NOT NULL of a column, which PostgreSQL 18 keeps. */
const nameOfNotNull = ({ notNullName }: Attributes): string | undefined =>
  typeof notNullName === 'string' ? notNullName : undefined;

export const chosenName = (a: Attributes): string => {
  const name = nameOfNotNull(a);
  return name === undefined ? '' : ` CONSTRAINT ${quoteName(name)}`;
};

/** NOT NULL that is not validated, or that children do not inherit, is a constraint that Postgres 18 knows. */
export function setNotNull({ from, to }: Change): readonly Sql[] {
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
export function nameNotNull({ from, to, before, after }: Change): readonly Sql[] {
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
