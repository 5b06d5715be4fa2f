import type { Structure } from '../model/catalog.ts';
import type { ColumnRow } from './column-rows.ts';
import type { Reading } from './reading.ts';

/**
 * The options that a user can set (Postgres manual, "ALTER TABLE", SET ( attribute_option )): security releases of late
 * 2026 keep a `pg_attver` of their own beside them, another number in each table.
 */
const settable = /^(n_distinct|n_distinct_inherited)=/;

const compressions: Readonly<Record<string, string>> = { p: 'pglz', l: 'lz4' };
const storages: Readonly<Record<string, string>> = { p: 'plain', e: 'external', m: 'main', x: 'extended' };

/** How a column is stored and planned for, as far as something was set. */
export const storageOf = ({ compression, storage, statistics, options }: ColumnRow) => ({
  compression: compressions[compression ?? ''] ?? null,
  storage: storage && (storages[storage] ?? null),
  statistics,
  options: (options ?? []).filter((option) => settable.test(option)).sort(),
});

/** The same of the columns of a relation whose columns are no objects of their own, those of which something was set. */
export const storageOfColumns = ({ columns }: Reading, relation: number): Structure[] =>
  (columns.get(relation) ?? []).flatMap((row) => {
    const { compression, storage, statistics, options } = storageOf(row);
    return compression === null && storage === null && statistics === null && options.length === 0
      ? []
      : { column: row.name, compression, storage, statistics, options };
  });
