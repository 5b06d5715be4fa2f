/** An access list, each element as Postgres prints it: `role=arw*d/grantor` (Postgres manual, "Privileges"). */
export interface AccessList {
  readonly list: readonly string[];
  /** What Postgres gives by itself. */
  readonly usual: readonly string[] | null;
  /** What initdb or an extension's script left, which pg_init_privs keeps. */
  readonly first: readonly string[] | null;
}

/** What one role may do, by an access list and by itself; only where the two are not the same. */
export interface AccessEntry {
  /** Empty for the owner, `public` for PUBLIC. */
  readonly role: string;
  readonly held: readonly string[];
  readonly grantable: readonly string[];
  /** What the role has by itself. */
  readonly usual: readonly string[];
}

/** SQL: an {@link AccessList} in JSON, NULL where the list is, which then says nothing else than the default of its type. */
export const accessList = (list: string, usual: string, first: string): string =>
  `CASE WHEN ${list} IS NOT NULL THEN json_build_object(
    'list', ${list}::text[], 'usual', (${usual})::text[], 'first', (${first})::text[]) END`;

/** SQL: what initdb or an extension's script left of an access list; NULL where that is what Postgres gives. */
export const firstOf = (catalog: string, oid: string, part: string): string =>
  `SELECT i.initprivs FROM pg_init_privs i
    WHERE i.classoid = 'pg_catalog.${catalog}'::regclass AND i.objoid = ${oid} AND i.objsubid = ${part}`;

interface Item {
  readonly grantee: string;
  readonly grantor: string;
  readonly privileges: ReadonlyMap<string, boolean>;
}

/** As in the table of the manual, "ACL Privilege Abbreviations". */
const privilegeOf: Readonly<Record<string, string>> = {
  r: 'SELECT',
  a: 'INSERT',
  w: 'UPDATE',
  d: 'DELETE',
  D: 'TRUNCATE',
  x: 'REFERENCES',
  t: 'TRIGGER',
  C: 'CREATE',
  c: 'CONNECT',
  T: 'TEMPORARY',
  X: 'EXECUTE',
  U: 'USAGE',
  s: 'SET',
  A: 'ALTER SYSTEM',
  m: 'MAINTAIN',
};

/** A name is in double quotes unless it is of plain letters, digits and underscores. */
const itemForm = /^("(?:[^"]|"")*"|[^"=]*)=([^/]*)\/(.*)$/s;

const unquoted = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;

function itemOf(text: string): Item {
  const [, grantee = '', letters = '', grantor = ''] = itemForm.exec(text) ?? [];
  const privileges = [...letters.matchAll(/(.)(\*?)/g)].map(
    ([, letter = '', star]) => [privilegeOf[letter] ?? letter, star === '*'] as const,
  );
  return { grantee: unquoted(grantee), grantor: unquoted(grantor), privileges: new Map(privileges) };
}

/** By role, what it may do, and whether it may grant that. */
function byRole(items: readonly Item[]): Map<string, Map<string, boolean>> {
  const roles = new Map<string, Map<string, boolean>>();
  for (const { grantee, privileges } of items) {
    const known = roles.get(grantee) ?? new Map<string, boolean>();
    for (const [name, isGrantable] of privileges) known.set(name, known.get(name) === true || isGrantable);
    roles.set(grantee, known);
  }
  return roles;
}

/** The roles that may do more, or less, than Postgres or an extension gives them by itself. */
export function accessEntries({ list, usual, first }: AccessList, owner: string): AccessEntry[] {
  if (first && list.length === first.length && list.every((each, at) => each === first[at])) return [];
  const given = (usual ?? []).map(itemOf).filter(({ grantee }) => !first || grantee === owner);
  const left = (first ?? []).map(itemOf).filter(({ grantee, grantor }) => grantee !== grantor);
  const [held, by] = [byRole(list.map(itemOf)), byRole([...given, ...left])];
  return [...new Set([...held.keys(), ...by.keys()])].flatMap((role) => {
    const [own, itself] = [held.get(role) ?? none, by.get(role) ?? none];
    return isSame(own, itself)
      ? []
      : {
          role: role === '' ? 'public' : role === owner ? '' : role,
          held: [...own.keys()].sort(),
          grantable: [...own].flatMap(([name, is]) => (is && itself.get(name) !== true ? name : [])).sort(),
          usual: [...itself.keys()].sort(),
        };
  });
}

const none: ReadonlyMap<string, boolean> = new Map();

const isSame = (one: ReadonlyMap<string, boolean>, other: ReadonlyMap<string, boolean>): boolean =>
  one.size === other.size && [...one].every(([name, isGrantable]) => other.get(name) === isGrantable);
