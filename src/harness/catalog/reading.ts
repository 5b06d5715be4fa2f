import type { Identity, Kind } from '../model/identity.ts';
import type { Row } from '../postgres/connection.ts';
import type { CatalogQuery } from './catalog-query.ts';
import { type ColumnRow, columnRows } from './column-rows.ts';
import { commentRows, memberRows, methodRows, schemaRows, tablespaceRows } from './lookup-rows.ts';
import { type Relation, type RelationRow, relationIdentity, relationRows } from './relation-rows.ts';

/** What every reading asks, besides what families ask for: names are looked up here, not by the server. */
export const lookups: readonly CatalogQuery[] = [
  schemaRows,
  relationRows,
  columnRows,
  commentRows,
  memberRows,
  methodRows,
  tablespaceRows,
];

/** The answers to all statements of one reading, and what families look up in them, whomever it is about. */
export interface Answers {
  rows<R>(statement: CatalogQuery<R>): readonly R[];
  /** The name of a schema, users' or not. */
  schema(oid: number): string;
  isUserSchema(oid: number): boolean;
  readonly relations: ReadonlyMap<number, Relation>;
  /** By the oid of their relation; in their order, which may have gaps. */
  readonly columns: ReadonlyMap<number, readonly ColumnRow[]>;
  readonly methods: ReadonlyMap<number, { readonly name: string; readonly isOrdered: boolean | null }>;
  /** Without the database's own, which is written as 0. */
  readonly tablespaces: ReadonlyMap<number, { readonly name: string }>;
  comment(catalog: string, oid: number, part?: number): string | null;
  /** What something lies in: a schema, or the extension that it belongs to. */
  home(catalog: string, oid: number, schema: number): Identity;
}

/** A reading of what users have made, or of what belongs to extensions. */
export interface Reading extends Answers {
  /** The rows that can be about what this reading is about; some of them are about something else. */
  candidates<R>(statement: CatalogQuery<R>): readonly R[];
  /** Whether something is not what this reading is about: users' own, or what belongs to extensions. */
  isLeftOut(catalog: string, oid: number): boolean;
}

/** Puts the answers of one reading in order: what users have made. */
export function readingOf(answers: ReadonlyMap<CatalogQuery, readonly Row[]>): Reading {
  const rows = <R>(statement: CatalogQuery<R>): readonly R[] => {
    const found = answers.get(statement);
    if (!found) throw new Error(`was not asked: ${statement.sql}`);
    return found as readonly R[];
  };
  const comments = byCatalog(rows(commentRows), ({ oid, part }) => partKey(oid, part));
  const members = byCatalog(rows(memberRows), ({ oid }) => oid);
  const schemas = byOid(rows(schemaRows));
  const schema = (oid: number): string => schemas.get(oid)?.name ?? '';
  const isLeftOut = (catalog: string, oid: number): boolean => members.get(catalog)?.has(oid) ?? false;
  const home = (catalog: string, oid: number, namespace: number): Identity => {
    const extension = members.get(catalog)?.get(oid)?.extension;
    return extension === undefined ? schemaId(schema(namespace)) : { kind: 'extension', name: extension };
  };
  const relation = (row: RelationRow): Relation => ({
    oid: row.oid,
    schema: schema(row.schema),
    name: row.name,
    id: relationIdentity(row.kind, schema(row.schema), row.name),
    home: home('pg_class', row.oid, row.schema),
    row,
  });
  return {
    rows,
    candidates: rows,
    schema,
    isUserSchema: (oid) => schemas.get(oid)?.isUsers ?? false,
    relations: byOid(rows(relationRows).map(relation)),
    columns: columnsByRelation(rows(columnRows)),
    methods: byOid(rows(methodRows)),
    tablespaces: byOid(rows(tablespaceRows)),
    comment: (catalog, oid, part = 0) => comments.get(catalog)?.get(partKey(oid, part))?.text ?? null,
    isLeftOut,
    home,
  };
}

const byOid = <R extends { readonly oid: number }>(rows: readonly R[]): Map<number, R> =>
  new Map(rows.map((row) => [row.oid, row]));

function byCatalog<R extends { readonly catalog: string }>(
  rows: readonly R[],
  keyOf: (row: R) => number,
): Map<string, Map<number, R>> {
  const catalogs = new Map<string, Map<number, R>>();
  for (const row of rows) {
    const known = catalogs.get(row.catalog) ?? new Map<number, R>();
    catalogs.set(row.catalog, known.set(keyOf(row), row));
  }
  return catalogs;
}

/** One number for a part of something, such as a column of a relation, which has at most 1664. */
export const partKey = (oid: number, part: number): number => oid * 2048 + part;

function columnsByRelation(rows: readonly ColumnRow[]): Map<number, ColumnRow[]> {
  const columns = new Map<number, ColumnRow[]>();
  for (const row of rows) {
    const known = columns.get(row.relation);
    if (known) known.push(row);
    else columns.set(row.relation, [row]);
  }
  for (const each of columns.values()) each.sort((a, b) => a.number - b.number);
  return columns;
}

/** Works something out of the answers once, when it is asked for, whomever the reading is about. */
export function perReading<T extends object>(make: (answers: Answers) => T): (answers: Answers) => T {
  const made = new WeakMap<Answers['rows'], T>();
  return (answers) => {
    const known = made.get(answers.rows);
    if (known) return known;
    const first = make(answers);
    made.set(answers.rows, first);
    return first;
  };
}

/** A relation that stands for itself and is what the reading is about: of one of some kinds (pg_class.relkind), no partition. */
export function ownRelation(
  { relations, isLeftOut }: Reading,
  oid: number,
  kinds: string,
): Relation | undefined {
  const found = relations.get(oid);
  return found && kinds.includes(found.row.kind) && !found.row.isPartition && !isLeftOut('pg_class', oid)
    ? found
    : undefined;
}

/** A table, or one of other kinds (pg_class.relkind), that is what the reading is about: partitioned, a partition, or neither. */
export function tableOrPartition(
  { relations, isLeftOut }: Reading,
  oid: number,
  kinds = 'rp',
): Relation | undefined {
  const found = relations.get(oid);
  return found && kinds.includes(found.row.kind) && !isLeftOut('pg_class', oid) ? found : undefined;
}

/** The same, or a foreign table. */
export const anyTable = (reading: Reading, oid: number): Relation | undefined =>
  tableOrPartition(reading, oid, 'rpf');

/** A column by its number: it is in its place unless one before it was dropped. */
export function columnAt({ columns }: Reading, relation: number, number: number): ColumnRow | undefined {
  const known = columns.get(relation) ?? [];
  const there = known[number - 1];
  return there?.number === number ? there : known.find((column) => column.number === number);
}

/** The names of some of a relation's columns, by their numbers, in the order of those. */
export const columnNames = (reading: Reading, relation: number, numbers: readonly number[]): string[] =>
  numbers.map((number) => columnAt(reading, relation, number)?.name ?? '');

/** Storage parameters, in an order that does not depend on how they were set; those of the toast table are set as `toast.…`. */
export const storageOptions = ({ row }: Relation): string[] =>
  [...(row.options ?? []), ...(row.toastOptions ?? []).map((option) => `toast.${option}`)].sort();

/** The access method of a table, unless it is the one that every server has. */
export function accessMethod({ methods }: Reading, { row }: Relation): string | null {
  const { name = null } = methods.get(row.method) ?? {};
  return name === 'heap' ? null : name;
}

/** The tablespace of a relation; null for the database's own. */
export const tablespaceOf = ({ tablespaces }: Reading, { row }: Relation): string | null =>
  tablespaces.get(row.tablespace ?? 0)?.name ?? null;

/** The comments on a relation's columns, as far as they have any. */
export const columnComments = (
  { columns, comment }: Reading,
  relation: number,
): { readonly column: string; readonly comment: string }[] =>
  (columns.get(relation) ?? []).flatMap(({ name, number }) => {
    const text = comment('pg_class', relation, number);
    return text === null ? [] : { column: name, comment: text };
  });

/** A row of one of the catalogs whose objects lie in schemas. */
export interface InSchema {
  readonly oid: number;
  readonly schema: number;
  readonly name: string;
}

/** The identity of something that lies in a schema, and its home; nothing of what the reading is not about. */
export function placeOf(
  { schema, isLeftOut, home }: Reading,
  kind: Kind,
  catalog: string,
  row: InSchema,
): { readonly id: Identity; readonly within: Identity } | undefined {
  if (isLeftOut(catalog, row.oid)) return undefined;
  return {
    id: { kind, schema: schema(row.schema), name: row.name },
    within: home(catalog, row.oid, row.schema),
  };
}

export const schemaId = (name: string): Identity => ({ kind: 'schema', name });
