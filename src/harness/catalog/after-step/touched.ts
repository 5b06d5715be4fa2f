import type { CatalogObject } from '../../model/catalog.ts';
import { type Kind, partsOfTables } from '../../model/identity.ts';
import type { Row } from '../../postgres/connection.ts';
import type { Snapshot } from '../../postgres/snapshot.ts';
import type { CatalogQuery } from '../catalog-query.ts';
import { columnRows } from '../column-rows.ts';
import { keyCollationRows } from '../index-rows.ts';
import { columnAt, type Reading } from '../reading.ts';
import { type RelationRow, relationRows } from '../relation-rows.ts';
import type { Changed } from './changed.ts';
import { withLosses } from './losses.ts';
import { tableStatements, touchedSetting } from './table-rows.ts';

type Rows = ReadonlyMap<CatalogQuery, readonly Row[]>;

/** The relations that a step has touched or dropped, by oid, and what the catalogs say of them now. */
export interface Touched {
  readonly relations: ReadonlySet<number>;
  readonly rows: Rows;
}

/**
 * Asks for what was touched; undefined where that may show elsewhere too. Objects of other kinds print the names of tables
 * and of their columns, and nothing else of them: who changes what else they depend on has to make them again, by Postgres's own rule.
 */
export async function askTouched(
  snapshot: Snapshot,
  before: Reading,
  changed: Changed,
): Promise<Touched | undefined> {
  const there = new Set([...changed.touched, ...withLosses(before, changed)]);
  const gone = [...before.relations.values()].filter(({ oid }) => !changed.relations.has(oid));
  if ([...there].some(isOfPostgres)) return undefined;
  const relations = new Set([...there, ...gone.map(({ oid }) => oid)]);
  const rows: Rows = relations.size === 0 ? new Map() : await rowsAbout(snapshot, there);
  const hasOrdinary = [...gone.map(({ row }) => row), ...rowsIn(rows, relationRows)].every(isOrdinary);
  return hasOrdinary && !isRenamed(before, rows) ? { relations, rows } : undefined;
}

async function rowsAbout(snapshot: Snapshot, oids: ReadonlySet<number>): Promise<Rows> {
  const setTouched = `SELECT set_config('${touchedSetting}', '{${[...oids].join(',')}}', true)`;
  const asked = tableStatements.map(({ sqlOfTouched }) => sqlOfTouched);
  const [, collations = [], ...lists] = await snapshot.query(setTouched, keyCollationRows.sql, ...asked);
  return new Map<CatalogQuery, readonly Row[]>([
    [keyCollationRows, collations],
    ...tableStatements.map(({ statement }, at) => [statement, lists[at] ?? []] as const),
  ]);
}

/** All answers, with those about what was touched in the place of the earlier ones. */
export function withRowsOf({ relations, rows }: Touched, known: Rows): Rows {
  const kept = tableStatements.map(({ statement, relationOf }) => {
    const others = (known.get(statement) ?? []).filter((row) => !relations.has(relationOf(row)));
    return [statement, [...others, ...(rows.get(statement) ?? [])]] as const;
  });
  return new Map([...known, ...rows, ...kept]);
}

/** Of the answers about what was touched, those to one statement. */
export const rowsIn = <R>(rows: Rows, statement: CatalogQuery<R>): readonly R[] =>
  (rows.get(statement) ?? []) as readonly R[];

/** Oids below are initdb's (Postgres source, transam.h: FirstNormalObjectId). */
const isOfPostgres = (oid: number): boolean => oid < 16384;

/** A table, an index or a sequence that stands for itself: partitions are read with the whole, views with what they print. */
const isOrdinary = ({ kind, isPartition }: RelationRow): boolean => 'riS'.includes(kind) && !isPartition;

function isRenamed(before: Reading, rows: Rows): boolean {
  const isCalledOtherwise = ({ oid, name, schema, kind }: RelationRow): boolean => {
    const was = before.relations.get(oid)?.row;
    return was !== undefined && !(was.name === name && was.schema === schema && was.kind === kind);
  };
  return (
    rowsIn(rows, relationRows).some(isCalledOtherwise) ||
    rowsIn(rows, columnRows).some(
      ({ relation, number, name }) => (columnAt(before, relation, number)?.name ?? name) !== name,
    )
  );
}

/** The same objects without those of what was touched. */
export function withoutTouched(
  objects: readonly CatalogObject[],
  before: Reading,
  { relations }: Touched,
): CatalogObject[] {
  const names = new Map<string, Set<string>>();
  for (const oid of relations) {
    const { schema, name } = before.relations.get(oid) ?? {};
    if (schema === undefined || name === undefined) continue;
    names.set(schema, (names.get(schema) ?? new Set()).add(name));
  }
  return objects.filter(({ id: { kind, schema = '', table, name } }) => {
    const relation =
      kind === 'table' || kind === 'sequence' ? name : ofTables.includes(kind) ? table : undefined;
    return relation === undefined || !names.get(schema)?.has(relation);
  });
}

/** Kinds that `tableFamilies` make objects of, and that lie in a table. */
const ofTables: readonly Kind[] = ['column', ...partsOfTables];
