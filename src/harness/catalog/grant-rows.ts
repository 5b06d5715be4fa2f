import type { AccessList } from './access-lists.ts';
import { catalogQuery } from './catalog-query.ts';
import { columnRows } from './column-rows.ts';
import { kindsOfRelation } from './granted-arms.ts';
import { grantedSql, isAnyGranted } from './granted-sql.ts';
import type { Reading } from './reading.ts';

/** The access list of an object or of a column. */
export interface GrantRow {
  readonly on: string;
  readonly catalog: string;
  readonly oid: number;
  readonly schema: string | null;
  readonly table: string | null;
  readonly name: string;
  readonly types: readonly string[] | null;
  /** Null for the owner of the database. */
  readonly owner: number | null;
  readonly access: AccessList;
}

/**
 * Who may do what beyond, or short of, what Postgres or an extension gives by itself: one row for each object (or column).
 * An owner's own privileges are told only where they were taken away.
 */
const grantRows = catalogQuery<GrantRow>(grantedSql, isAnyGranted);

export const grantStatements = [grantRows] as const;

/** What the access lists of a reading say; those of relations and columns are read with these. */
export const grantRowsOf = (reading: Reading): GrantRow[] => [
  ...onRelations(reading),
  ...onColumns(reading),
  ...reading.rows(grantRows),
];

const onRelations = ({ relations }: Reading): GrantRow[] =>
  [...relations.values()].flatMap(({ oid, schema, name, row }) =>
    row.access === null
      ? []
      : {
          on: kindsOfRelation[row.kind] ?? 'table',
          catalog: 'pg_class',
          oid,
          schema,
          table: null,
          name,
          types: null,
          owner: row.owner,
          access: row.access,
        },
  );

function onColumns({ relations, rows }: Reading): GrantRow[] {
  return rows(columnRows).flatMap(({ relation: oid, name, access }) => {
    const own = access === null ? undefined : relations.get(oid);
    if (!own || access === null) return [];
    const { schema, name: table, row } = own;
    return {
      on: 'column',
      catalog: 'pg_class',
      oid,
      schema,
      table,
      name,
      types: null,
      owner: row.owner,
      access,
    };
  });
}
