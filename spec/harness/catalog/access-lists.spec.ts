import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessEntries } from '../../../src/harness/catalog/access-lists.ts';
import { quoteName, quoteText } from '../../../src/harness/postgres/connection.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { parameters } from '../../lib/support/settings.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { serverMajor } from './server.ts';

const databases = useScratchDatabases();
const major = await serverMajor();
let database: Scratch;

/** Roles belong to the whole cluster: each run of this file has its own. */
const roles = [
  'plain',
  'Upper',
  'PUBLIC',
  'Public',
  'a=b',
  'a=r/b',
  'a/b',
  'a,b',
  'a"b',
  '"a"',
  'a""=r/"b',
  "a'b",
  'a\\b',
  '{a}',
  'a*',
  ' a ',
  'a\nb',
  'ärger',
  '名前',
  'é',
  '=',
  '/',
  '"',
  '1',
].map((name) => name.replace(/^./su, (first) => `${first}${process.pid}`));

const privileges = [
  ...['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'EXECUTE', 'USAGE'],
  ...['CREATE', 'CONNECT', 'TEMPORARY'],
  ...(major >= 15 ? ['SET', 'ALTER SYSTEM'] : []),
  ...(major >= 17 ? ['MAINTAIN'] : []),
];

beforeAll(async () => {
  database = await databases.create();
  await database.run(roles.map((name) => `CREATE ROLE ${quoteName(name)}`).join(';'));
});
afterAll(() => database.run(roles.map((name) => `DROP ROLE ${quoteName(name)}`).join(';')));

interface Item {
  /** Nobody by name: PUBLIC. */
  readonly to: string | null;
  readonly by: string;
  readonly privilege: string;
  readonly grantable: boolean;
}

const oidOf = (name: string | null): string =>
  name === null ? '0' : `(SELECT oid FROM pg_roles WHERE rolname = ${quoteText(name)})`;

const listOf = (items: readonly Item[]): string =>
  `ARRAY[${items
    .map(({ to, by, privilege, grantable }) => {
      const may = grantable && to !== null;
      return `makeaclitem(${oidOf(to)}, ${oidOf(by)}, '${privilege}', ${may})`;
    })
    .join(', ')}]::aclitem[]`;

/** What a list says by Postgres's own account of it, beside how it is printed. */
const witness = (list: string): string => `
SELECT l.list::text[] AS list, (SELECT coalesce(json_agg(json_build_object('role', e.role, 'held', e.held, 'grantable', e.grantable)
    ORDER BY e.role COLLATE "C"), '[]') FROM (
  SELECT coalesce(r.rolname, 'public') AS role, array_agg(DISTINCT x.privilege_type COLLATE "C") AS held,
    coalesce(array_agg(DISTINCT x.privilege_type COLLATE "C") FILTER (WHERE x.is_grantable), '{}') AS grantable
  FROM aclexplode(l.list) x LEFT JOIN pg_roles r ON r.oid = x.grantee GROUP BY 1) e) AS said
FROM (SELECT ${list} AS list) l`;

/** No role: an entry of the owner's has its name then. */
const nobody = '\0';

const read = (list: readonly string[]) =>
  accessEntries({ list, usual: [], first: null }, nobody)
    .map(({ role, held, grantable }) => ({ role, held, grantable }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.role), Buffer.from(b.role)));

async function asked(list: string) {
  const [[row] = []] = await database.run(witness(list));
  return row as unknown as { readonly list: readonly string[]; readonly said: unknown };
}

const anItem: fc.Arbitrary<Item> = fc.record({
  to: fc.constantFrom(null, ...roles),
  by: fc.constantFrom(...roles),
  privilege: fc.constantFrom(...privileges),
  grantable: fc.boolean(),
});

it('a list is read as aclexplode says it, whatever roles are called', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anItem, { minLength: 1, maxLength: 12 }), async (items) => {
      const { list, said } = await asked(listOf(items));
      expect(read(list)).toEqual(said);
    }),
    parameters(200),
  );
});

it('so is each role and each privilege', async () => {
  const by = roles[0] ?? '';
  for (const to of [null, ...roles]) {
    const items = privileges.map((privilege, at) => ({ to, by, privilege, grantable: at % 2 === 0 }));
    const { list, said } = await asked(listOf(items));
    expect(read(list)).toEqual(said);
    expect(read(list)[0]).toMatchObject({ role: to ?? 'public', held: [...privileges].sort() });
  }
});

/** What acldefault knows (Postgres source, acl.c). */
const kinds = ['c', 'r', 's', 'd', 'f', 'l', 'L', 'n', 't', 'F', 'S', 'T', ...(major >= 15 ? ['p'] : [])];

it.each(kinds)(
  'and so is what Postgres gives by itself of the kind %s, which is nothing to tell',
  async (kind) => {
    for (const owner of roles) {
      const { list, said } = await asked(`acldefault('${kind}', ${oidOf(owner)})`);
      expect(read(list)).toEqual(said);
      expect(accessEntries({ list, usual: list, first: null }, owner)).toEqual([]);
    }
  },
);
