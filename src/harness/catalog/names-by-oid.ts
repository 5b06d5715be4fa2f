import type { Name } from '../model/identity.ts';
import type { Readable } from '../postgres/live.ts';

/** What something that a right can be on, or a role, is called. */
export interface NamedThing {
  readonly of: 'relation' | 'column' | 'routine' | 'type' | 'schema' | 'role' | 'other';
  readonly name: Name & { readonly arguments?: readonly string[] };
}

interface NameRow {
  readonly of: NamedThing['of'];
  readonly oid: string;
  readonly schema: string | null;
  readonly table: string | null;
  readonly name: string;
  readonly arguments: readonly string[] | null;
}

const inSchemas = `JOIN pg_namespace n ON n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.oid`;
const row = (
  of: NamedThing['of'],
  oid: string,
  name: string,
  place = 'NULL, NULL',
  types = 'NULL::text[]',
): string => `SELECT '${of}' AS "of", ${oid} AS oid, ${place}, ${name}, ${types}`;

/** What keeps its oid is the same thing, whatever it is called. */
const namesSql = [
  `SELECT NULL AS "of", NULL AS oid, NULL::text AS schema, NULL::text AS "table", NULL::text AS name, NULL::text[] AS arguments WHERE false`,
  `${row('relation', "'c' || c.oid", 'c.relname', 'n.nspname, NULL')} FROM pg_class c ${inSchemas} = c.relnamespace`,
  `${row('column', "'c' || c.oid || '.' || a.attnum", 'a.attname', 'n.nspname, c.relname')} FROM pg_class c ${inSchemas} = c.relnamespace
   JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped`,
  `${row('routine', "'p' || p.oid", 'p.proname', 'n.nspname, NULL', 'ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY AS listed (t, place) ORDER BY place)')}
   FROM pg_proc p ${inSchemas} = p.pronamespace`,
  `${row('type', "'t' || t.oid", 't.typname', 'n.nspname, NULL')} FROM pg_type t ${inSchemas} = t.typnamespace`,
  `${row('schema', "'n' || oid", 'nspname')} FROM pg_namespace`,
  `${row('role', "'r' || oid", 'rolname')} FROM pg_roles`,
  `${row('other', "'l' || oid", 'lanname')} FROM pg_language`,
  `${row('other', "'w' || oid", 'fdwname')} FROM pg_foreign_data_wrapper`,
  `${row('other', "'s' || oid", 'srvname')} FROM pg_foreign_server`,
].join('\nUNION ALL ');

/** What is in a database, and the roles of its server, by what stays when they are renamed. */
export async function namesByOid(database: Readable): Promise<ReadonlyMap<string, NamedThing>> {
  const [rows = []] = await database.read((snapshot) => snapshot.query(namesSql));
  return new Map(
    (rows as unknown as NameRow[]).map(({ of, oid, schema, table, name, arguments: types }) => [
      oid,
      {
        of,
        name: {
          ...(schema === null ? {} : { schema }),
          ...(table === null ? {} : { table }),
          name,
          ...(types === null ? {} : { arguments: types }),
        },
      },
    ]),
  );
}
