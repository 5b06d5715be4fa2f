import type { CatalogObject } from '../../model/catalog.ts';
import type { Identity, Kind } from '../../model/identity.ts';
import { ownerOf, qualified, quoteName, quoteText, routine } from '../names.ts';

/** Kinds that are renamed as what they are, in a schema. */
const inSchema: readonly Kind[] = [
  'table',
  'foreign-table',
  'view',
  'materialized-view',
  'sequence',
  'index',
  'domain',
  'statistics',
];

/** SQL: gives what is called `actual` the name of the object that is expected, or another (Postgres manual, "ALTER TABLE" and so on). */
export function renameSql(
  expected: Pick<CatalogObject, 'id' | 'within' | 'attributes'>,
  actual: Identity,
  to = expected.id.name,
): string {
  const { kind } = expected.id;
  const [was, is] = [quoteName(actual.name), quoteName(to)];
  if (inSchema.includes(kind))
    return `ALTER ${kind.replace('-', ' ').toUpperCase()} ${qualified(actual)} RENAME TO ${is}`;
  switch (kind) {
    case 'schema':
      return `ALTER SCHEMA ${was} RENAME TO ${is}`;
    case 'column':
      return `ALTER TABLE ${ownerOf(actual)} RENAME COLUMN ${was} TO ${is}`;
    case 'policy':
    case 'trigger':
    case 'rule':
      return `ALTER ${kind.toUpperCase()} ${was} ON ${ownerOf(actual)} RENAME TO ${is}`;
    case 'enum':
    case 'composite-type':
      return `ALTER TYPE ${qualified(actual)} RENAME TO ${is}`;
    case 'function':
      return `ALTER ROUTINE ${routine(actual)} RENAME TO ${is}`;
    default:
      return `ALTER ${expected.within?.kind === 'domain' ? 'DOMAIN' : 'TABLE'} ${ownerOf(actual)} RENAME CONSTRAINT ${was} TO ${is}`;
  }
}

/** SQL: gives a label of an enum another name. */
export const renameLabel = (type: Identity, was: string, is: string): string =>
  `ALTER TYPE ${qualified(type)} RENAME VALUE ${quoteText(was)} TO ${quoteText(is)}`;
