import type { TableName } from './cost.ts';
import type { Finding } from './finding.ts';
import { nameKey } from './identity.ts';

/** A foreign key, as far as a diagram shows it. */
export interface ForeignKeyShape {
  readonly name: string;
  readonly columns: readonly string[];
  readonly references: TableName;
}

/** A table, as far as a diagram shows it. */
export interface TableShape {
  readonly table: TableName;
  /** In the table's order. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly primaryKey: readonly string[];
  readonly foreignKeys: readonly ForeignKeyShape[];
}

/** The table that a finding is about, or about a part of; undefined where there is none. */
export function tableOf({ object: { kind, schema, table, name } }: Finding): TableName | undefined {
  const own = kind === 'table' ? name : table;
  return schema === undefined || own === undefined ? undefined : { schema, name: own };
}

/** Whether a finding is one that a diagram marks: infos change nothing for who uses a table. */
export const isMarked = ({ severity }: Finding): boolean => severity !== 'info';

/** The tables that findings concern, those that they reference, and those that reference them. */
export function concernedBy(findings: readonly Finding[], shapes: readonly TableShape[]): TableShape[] {
  const concerned = new Set(
    findings
      .filter(isMarked)
      .map(tableOf)
      .flatMap((table) => (table ? [nameKey(table)] : [])),
  );
  const isConcerned = (table: TableName): boolean => concerned.has(nameKey(table));
  const near = new Set(
    shapes
      .filter(({ table }) => isConcerned(table))
      .flatMap(({ foreignKeys }) => foreignKeys.map(({ references }) => nameKey(references))),
  );
  return shapes.filter(
    ({ table, foreignKeys }) =>
      isConcerned(table) ||
      near.has(nameKey(table)) ||
      foreignKeys.some(({ references }) => isConcerned(references)),
  );
}
