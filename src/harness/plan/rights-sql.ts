import type { CatalogObject, Value } from '../model/catalog.ts';
import { type Identity, isFuture, type Kind } from '../model/identity.ts';
import { qualified, quoteName, quoteText, routine } from './names.ts';

type Named = Pick<CatalogObject, 'id'>;

const listOf = (value: Value | undefined): readonly string[] => (value ?? []) as readonly string[];

/** What GRANT calls the kinds of objects; a table where it is not said. */
const words: Readonly<Record<string, string>> = {
  sequence: 'SEQUENCE',
  function: 'FUNCTION',
  procedure: 'PROCEDURE',
  enum: 'TYPE',
  domain: 'DOMAIN',
  'composite type': 'TYPE',
  type: 'TYPE',
  schema: 'SCHEMA',
  language: 'LANGUAGE',
  'foreign data wrapper': 'FOREIGN DATA WRAPPER',
  'foreign server': 'FOREIGN SERVER',
};

/** Objects that belong to no schema's owner: only their own may grant on them. */
export const isOfServer = ({ on = '', schema = '' }: Identity): boolean =>
  ['language', 'foreign data wrapper', 'foreign server'].includes(on) ||
  schema.startsWith('pg_') ||
  schema === 'information_schema';

const roleIn = ({ role = '' }: Identity): string =>
  role === 'public' ? 'PUBLIC' : role === '' ? 'CURRENT_USER' : quoteName(role);

function objectIn(id: Identity): string {
  if (isFuture(id)) return (id.on ?? '').slice('future '.length).toUpperCase();
  const { schema, table, name, on = '' } = id;
  if (on === 'column')
    return `TABLE ${qualified({ ...(schema === undefined ? {} : { schema }), name: table ?? '' })}`;
  if (id.arguments) return `${words[on]} ${routine(id)}`;
  return `${words[on] ?? 'TABLE'} ${on === 'schema' ? quoteName(name) : qualified({ ...(schema === undefined ? {} : { schema }), name })}`;
}

/** SQL: GRANT or REVOKE, as it is said of a column, of what is still to be made, or of a database by whatever name. */
function sentence(
  { id }: Named,
  [verb, to]: readonly [verb: string, to: string],
  privileges: readonly string[],
  end = '',
): string {
  const list = privileges
    .map((each) => (id.on === 'column' ? `${each} (${quoteName(id.name)})` : each))
    .join(', ');
  const tail = `${to} ${roleIn(id)}${end}`;
  if (id.on === 'database')
    return `DO ${quoteText(`BEGIN EXECUTE format(${quoteText(`${verb} ${list} ON DATABASE %I ${tail.replaceAll('%', '%%')}`)}, current_database()); END`)}`;
  const said = `${verb} ${list} ON ${objectIn(id)} ${tail}`;
  if (!isFuture(id)) return said;
  const creator = id.name === '' ? '' : ` FOR ROLE ${quoteName(id.name)}`;
  const place = id.schema === undefined ? '' : ` IN SCHEMA ${quoteName(id.schema)}`;
  return `ALTER DEFAULT PRIVILEGES${creator}${place} ${said}`;
}

const some = (privileges: readonly string[], sql: (privileges: readonly string[]) => string): string[] =>
  privileges.length === 0 ? [] : [sql(privileges)];

/** SQL that gives privileges, some with grant option. */
export const grantSql = (
  object: Named,
  privileges: readonly string[],
  grantable: readonly string[] = [],
): string[] => [
  ...some(
    privileges.filter((each) => !grantable.includes(each)),
    (list) => sentence(object, ['GRANT', 'TO'], list),
  ),
  ...some(grantable, (list) => sentence(object, ['GRANT', 'TO'], list, ' WITH GRANT OPTION')),
];

/** SQL that takes privileges away. */
export const revokeSql = (object: Named, privileges: readonly string[]): string[] =>
  some(privileges, (list) => sentence(object, ['REVOKE', 'FROM'], list));

/** SQL that takes the grant option alone. */
export const revokeOptionSql = (object: Named, privileges: readonly string[]): string[] =>
  some(privileges, (list) => sentence(object, ['REVOKE GRANT OPTION FOR', 'FROM'], list));

/** SQL that makes a grant, or a revoke, be there. */
export const makeRight = (object: CatalogObject): string[] =>
  object.id.kind === 'grant'
    ? grantSql(object, listOf(object.attributes.privileges), listOf(object.attributes.grantable))
    : revokeSql(object, listOf(object.attributes.privileges));

/** SQL that takes a grant, or a revoke, back. */
export const unmakeRight = (object: CatalogObject): string[] =>
  object.id.kind === 'grant'
    ? revokeSql(object, listOf(object.attributes.privileges))
    : grantSql(object, listOf(object.attributes.privileges));

/** SQL that turns a grant, or a revoke, of some privileges into one of others. */
export function changeRight(object: Named, from: Value | undefined, to: Value | undefined): string[] {
  const [was, is] = [listOf(from), listOf(to)];
  const [more, less] = [is.filter((each) => !was.includes(each)), was.filter((each) => !is.includes(each))];
  return object.id.kind === 'grant'
    ? [...grantSql(object, more), ...revokeSql(object, less)]
    : [...revokeSql(object, more), ...grantSql(object, less)];
}

/** SQL that gives or takes the grant option of privileges that are held. */
export function changeGrantable(object: Named, from: Value | undefined, to: Value | undefined): string[] {
  const [was, is] = [listOf(from), listOf(to)];
  const more = is.filter((each) => !was.includes(each));
  return [
    ...grantSql(object, more, more),
    ...revokeOptionSql(
      object,
      was.filter((each) => !is.includes(each)),
    ),
  ];
}

/** What ALTER … OWNER calls the kinds that it does not call by their own names. */
const ownedAs: Readonly<Partial<Record<Kind, string>>> = {
  enum: 'TYPE',
  'composite-type': 'TYPE',
  'range-type': 'TYPE',
  function: 'ROUTINE',
  'foreign-server': 'SERVER',
};

/** SQL: an object by name. An operator's takes no quotes. */
function namedBy(id: Identity): string {
  if (id.kind === 'function') return routine(id);
  if (id.kind !== 'operator') return qualified(id);
  return `${quoteName(id.schema ?? '')}.${id.name} (${(id.arguments ?? []).join(', ')})`;
}

/** SQL that gives an object to a role; the one that runs it where the role has no name. */
export const ownerSql = ({ id }: Named, owner: string | null): string =>
  `ALTER ${ownedAs[id.kind] ?? id.kind.replaceAll('-', ' ').toUpperCase()} ${namedBy(id)} OWNER TO ${owner === null ? 'CURRENT_USER' : quoteName(owner)}`;
