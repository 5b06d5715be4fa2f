import type { Row } from '../../postgres/connection.ts';
import type { CatalogQuery } from '../catalog-query.ts';
import { columnRows } from '../column-rows.ts';
import { columns } from '../columns.ts';
import { constraintRows } from '../constraint-rows.ts';
import { constraints } from '../constraints.ts';
import type { Family } from '../family.ts';
import { indexExpressionRows, indexRows } from '../index-rows.ts';
import { indexes } from '../indexes.ts';
import { notNullRows } from '../not-null.ts';
import { relationRows } from '../relation-rows.ts';
import { sequenceRows, sequences } from '../sequences.ts';
import { tables } from '../tables.ts';

/** The setting in which the oids of relations are handed to a statement about these alone. */
export const touchedSetting = 'driftproof.touched';

/** A statement whose rows are each about one relation: how it, and how a row of it, tells which. */
export interface TableStatement {
  readonly statement: CatalogQuery;
  readonly sqlOfTouched: string;
  readonly relationOf: (row: Row) => number;
}

const about = <R>(statement: CatalogQuery<R>, oid: string, name: keyof R & string): TableStatement => ({
  statement,
  sqlOfTouched: `${statement.sql}
  AND ${oid} = ANY ((SELECT current_setting('${touchedSetting}')::oid[])::oid[])`,
  relationOf: (row) => Number(row[name]),
});

/** What a step that touches tables changes the answers of. */
export const tableStatements: readonly TableStatement[] = [
  about(relationRows, 'c.oid', 'oid'),
  about(columnRows, 'a.attrelid', 'relation'),
  about(constraintRows, 'k.conrelid', 'relation'),
  about(notNullRows, 'conrelid', 'relation'),
  about(indexRows, 'i.indexrelid', 'oid'),
  about(indexExpressionRows, 'i.indexrelid', 'index'),
  about(sequenceRows, 's.seqrelid', 'relation'),
];

/** What is made of those rows, each object of a row of its own. */
export const tableFamilies: readonly Family[] = [tables, columns, constraints, indexes, sequences];
