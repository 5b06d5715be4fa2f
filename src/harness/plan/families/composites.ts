import type { CatalogObject, Value } from '../../model/catalog.ts';
import { qualified, quoteName } from '../names.ts';
import {
  type Change,
  commented,
  commentOn,
  type PlanFamily,
  refused,
  type Sql,
  statement,
  statements,
  textOf,
} from '../plan-family.ts';
import { collated } from './column-words.ts';

interface Field {
  readonly name: string;
  readonly type: string;
  readonly collation: Value;
}

const fieldsOf = ({ attributes }: CatalogObject): readonly Field[] =>
  attributes.fields as unknown as readonly Field[];
const fieldText = ({ name, type, collation }: Field): string =>
  `${quoteName(name)} ${type}${collated(collation)}`;

const createComposite = (object: CatalogObject): readonly Sql[] =>
  statement(`CREATE TYPE ${qualified(object.id)} AS (${fieldsOf(object).map(fieldText).join(', ')})`);

/** Fields that have another name in their place, where all else is as it was: values of a composite type go by their places. */
function renamedFields(was: readonly Field[], is: readonly Field[]): (readonly [Field, Field])[] {
  const unnamed = (fields: readonly Field[]): string =>
    JSON.stringify(fields.map((each) => ({ ...each, name: '' })));
  if (unnamed(was) !== unnamed(is)) return [];
  const pairs = was.flatMap((field, at) => {
    const later = is[at] ?? field;
    return later.name === field.name ? [] : [[field, later] as const];
  });
  const isElsewhere = pairs.some(
    ([from, to]) => is.some(({ name }) => name === from.name) || was.some(({ name }) => name === to.name),
  );
  return isElsewhere ? [] : pairs;
}

/** Fields are added at the end only; where their order would be another, there is no way that keeps the values. */
function setFields({ from, to }: Change): readonly Sql[] | ReturnType<typeof refused> {
  const [was, is] = [fieldsOf(from), fieldsOf(to)];
  const renamed = renamedFields(was, is);
  if (renamed.length > 0)
    return statements(
      ...renamed.map(
        ([before, after]) =>
          `ALTER TYPE ${qualified(to.id)} RENAME ATTRIBUTE ${quoteName(before.name)} TO ${quoteName(after.name)} CASCADE`,
      ),
    );
  const kept = was.filter(({ name }) => is.some((each) => each.name === name));
  const added = is.filter(({ name }) => !was.some((each) => each.name === name));
  const reached = [...kept, ...added].map(({ name }) => name);
  const alter = `ALTER TYPE ${qualified(to.id)}`;
  if (reached.join('\n') !== is.map(({ name }) => name).join('\n'))
    return refused('fields of a composite type can be added at its end only');
  return [
    ...was
      .filter(({ name }) => !is.some((each) => each.name === name))
      .map(({ name }) => ({
        sql: `${alter} DROP ATTRIBUTE ${quoteName(name)} CASCADE`,
        loses: 'the values of the field',
      })),
    ...is.flatMap((field) => {
      const old = was.find(({ name }) => name === field.name);
      if (!old) return statement(`${alter} ADD ATTRIBUTE ${fieldText(field)} CASCADE`);
      return fieldText(old) === fieldText(field)
        ? []
        : statement(
            `${alter} ALTER ATTRIBUTE ${quoteName(field.name)} TYPE ${field.type}${collated(field.collation)} CASCADE`,
          );
    }),
  ];
}

interface FieldComment {
  readonly field: string;
  readonly comment: string;
}

const fieldComments = (object: CatalogObject): ReadonlyMap<string, string> =>
  new Map(
    ((object.attributes.fieldComments ?? []) as unknown as readonly FieldComment[]).map(
      ({ field, comment }) => [field, comment],
    ),
  );

const commentFields = (object: CatalogObject, fields: Iterable<string>): readonly Sql[] =>
  statements(
    ...[...fields].map((field) =>
      commentOn(
        `COLUMN ${qualified(object.id)}.${quoteName(field)}`,
        fieldComments(object).get(field) ?? null,
      ),
    ),
  );

export const composites: PlanFamily = {
  create: (object) => [
    ...createComposite(object),
    ...commentFields(object, fieldComments(object).keys()),
    ...commented(`TYPE ${qualified(object.id)}`, object),
  ],
  drop: ({ id }) => statement(`DROP TYPE ${qualified(id)}`),
  alter: {
    fields: setFields,
    fieldComments: ({ from, to }) =>
      commentFields(to, new Set([...fieldComments(from).keys(), ...fieldComments(to).keys()])),
    comment: ({ to }) =>
      statement(
        commentOn(
          `TYPE ${qualified(to.id)}`,
          textOf(to.attributes.comment) === '' ? null : to.attributes.comment,
        ),
      ),
  },
};
