import type { Value } from '../model/catalog.ts';
import type { Identity, Name } from '../model/identity.ts';
import { quoteName, quoteText } from '../postgres/connection.ts';

export { quoteName, quoteText };

/** A name in SQL, qualified by the schema where it has one: `"public"."orders"`. */
export const qualified = ({ schema, name }: Name): string =>
  schema === undefined ? quoteName(name) : `${quoteName(schema)}.${quoteName(name)}`;

/** The relation, or the domain, that an object is part of: `"public"."orders"` for a column of it. */
export const ownerOf = ({ schema, table = '' }: Name): string =>
  qualified({ ...(schema === undefined ? {} : { schema }), name: table });

/** Names of columns in SQL, in parentheses. */
export const columnList = (columns: Value | undefined): string =>
  `(${(columns as readonly string[]).map(quoteName).join(', ')})`;

/** A function in SQL, told from others of its name by the types of its arguments. */
export const routine = ({ arguments: types = [], ...name }: Identity): string =>
  `${qualified(name)}(${types.join(', ')})`;

/** A collation or an operator class in SQL, qualified unless it is one of Postgres's own. */
export const ownOrQualified = (name: Value | undefined): string => qualified(name as Name);
