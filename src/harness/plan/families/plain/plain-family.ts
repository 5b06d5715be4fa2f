import type { CatalogObject } from '../../../model/catalog.ts';
import { qualified } from '../../names.ts';
import {
  commented,
  commentOn,
  type PlanFamily,
  type Side,
  statement,
  statements,
} from '../../plan-family.ts';

/** How a kind that few projects have is made: what differs from one such kind to the next. */
export interface PlainWords {
  /** What SQL calls it: `EVENT TRIGGER`. */
  readonly words: string;
  /** What follows the words after DROP and COMMENT ON; the qualified name where that is all. */
  readonly target?: (object: CatalogObject) => string;
  readonly create: (object: CatalogObject, after: Side) => readonly string[];
  readonly alter?: PlanFamily['alter'];
  readonly refuses?: PlanFamily['refuses'];
}

/** The plan of such a kind; where nothing alters an attribute, the object is made again. */
export function plainFamily({ words, target, create, alter, refuses }: PlainWords): PlanFamily {
  const named = (object: CatalogObject): string => `${words} ${target?.(object) ?? qualified(object.id)}`;
  return {
    create: (object, after) => [...statements(...create(object, after)), ...commented(named(object), object)],
    drop: (object) => statement(`DROP ${named(object)}`),
    alter: {
      ...alter,
      comment: ({ to }) => statement(commentOn(named(to), to.attributes.comment)),
    },
    ...(refuses ? { refuses } : {}),
  };
}

/** A name that the catalog has as SQL writes it, such as `x USING btree`, in its schema. */
export const composedName = ({ id: { schema, name } }: CatalogObject): string =>
  schema === undefined ? name : `${qualified({ name: schema })}.${name}`;

/** A function without the types of its arguments, as most statements want it. */
export const bareFunction = (signature: unknown): string => String(signature).replace(/\(.*$/s, '');

/** SQL: `name = value` of what there is, after a comma each. */
export const parameters = (pairs: readonly (readonly [name: string, value: string | null])[]): string =>
  pairs.flatMap(([name, value]) => (value === null ? [] : [`${name} = ${value}`])).join(', ');

/** SQL: a function where there is one. */
export const functionOrNull = (signature: unknown): string | null =>
  signature === null || signature === undefined ? null : bareFunction(signature);
