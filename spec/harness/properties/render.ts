import { type SQL, sql } from 'drizzle-orm';
import * as pg from 'drizzle-orm/pg-core';
import type { ColumnModel, ConditionModel, EnumModel, IndexModel, SchemaModel, TableModel } from './model.ts';
import { schemas } from './names.ts';
import { typeNamed, types } from './types.ts';

/** The methods of drizzle's builders that random columns use; their types depend on each column's own. */
interface Builder {
  notNull(): Builder;
  array(): Builder;
  default(value: unknown): Builder;
}

type Columns = Record<string, pg.ExtraConfigColumn>;
type Make = (name: string, columns: Record<string, never>, extra: (t: Columns) => unknown[]) => pg.PgTable;

const namespaces = new Map(
  schemas.filter((name) => name !== 'public').map((name) => [name as string, pg.pgSchema(name)]),
);

/** A model as the objects that a schema file exports. */
export function render({ enums, tables }: SchemaModel): unknown[] {
  const used = new Set([...enums, ...tables].map(({ schema }) => schema));
  const madeEnums = enums.map(renderEnum);
  const made: pg.PgTable[] = [];
  for (const table of tables) made.push(renderTable(table, madeEnums, made, tables));
  return [
    ...[...namespaces].filter(([name]) => used.has(name)).map(([, each]) => each),
    ...madeEnums,
    ...made,
  ];
}

const renderEnum = ({ schema, name, labels }: EnumModel) =>
  namespaces.get(schema)?.enum(name, labels as [string, ...string[]]) ??
  pg.pgEnum(name, labels as [string, ...string[]]);

type RenderedEnum = ReturnType<typeof renderEnum>;

function renderColumn(column: ColumnModel, enums: readonly RenderedEnum[]): Builder {
  const made =
    column.type === 'enum'
      ? enums[column.enum ?? 0]?.(column.name)
      : typeNamed(column.type).build(column.name);
  let builder = made as unknown as Builder;
  if (column.array) builder = builder.array();
  if (column.notNull) builder = builder.notNull();
  if (column.default === undefined) return builder;
  const { defaults } =
    column.type === 'enum' ? { defaults: enums[column.enum ?? 0]?.enumValues ?? [] } : typeNamed(column.type);
  return builder.default(defaults[column.default]);
}

function renderTable(
  table: TableModel,
  enums: readonly RenderedEnum[],
  made: readonly pg.PgTable[],
  tables: readonly TableModel[],
): pg.PgTable {
  const columns = Object.fromEntries(
    table.columns.map((column) => [column.name, renderColumn(column, enums)]),
  );
  const namespace = namespaces.get(table.schema);
  const make = (namespace ? namespace.table.bind(namespace) : pg.pgTable) as unknown as Make;
  const self = make(table.name, columns as Record<string, never>, (t) => [
    ...(table.primaryKey.length > 0
      ? [pg.primaryKey({ name: `${table.name} key`, columns: at(t, table.primaryKey) as [pg.AnyPgColumn] })]
      : []),
    ...table.uniques.map(({ name, columns: of, nullsNotDistinct }) => {
      const builder = pg.unique(name).on(...(at(t, of) as unknown as [pg.PgColumn]));
      return nullsNotDistinct ? builder.nullsNotDistinct() : builder;
    }),
    ...table.checks.map(({ name, condition }) => pg.check(name, renderCondition(condition, table, t))),
    ...table.indexes.map((index) => renderIndex(index, table, t)),
    ...table.foreignKeys.map(({ name, columns: of, to, onDelete, onUpdate }) =>
      pg
        .foreignKey({
          name,
          columns: at(t, of) as [pg.AnyPgColumn],
          foreignColumns: at(made[to] as unknown as Columns, tables[to]?.primaryKey ?? []) as [
            pg.AnyPgColumn,
          ],
        })
        .onDelete(onDelete)
        .onUpdate(onUpdate),
    ),
  ]);
  if (table.rowSecurity) (self as unknown as { enableRLS(): void }).enableRLS();
  return self;
}

const at = (t: Columns, names: readonly string[]): pg.AnyPgColumn[] =>
  names.map((name) => t[name] as unknown as pg.AnyPgColumn);

/** A condition as SQL over whatever stands for the column. */
export function conditionText(
  { column, about, number }: ConditionModel,
  table: TableModel,
  name: string,
): string {
  const bound = types[table.columns.find((each) => each.name === column)?.type ?? '']?.bound;
  if (!bound || about === 'null') return `${name} IS NOT NULL`;
  return about === 'list'
    ? `${name} IN (${bound(number)}, ${bound(number + 1)})`
    : `${name} > ${bound(number)}`;
}

const placeholder = '\u0000';

function renderCondition(condition: ConditionModel, table: TableModel, t: Columns): SQL {
  const [before = '', after = ''] = conditionText(condition, table, placeholder).split(placeholder);
  return sql`${sql.raw(before)}${t[condition.column]}${sql.raw(after)}`;
}

function renderIndex(index: IndexModel, table: TableModel, t: Columns): unknown {
  const keys = index.keys.map(({ column, order, nulls, expression }) => {
    if (expression) return sql`lower(${t[column]})`;
    const indexed = t[column] as pg.ExtraConfigColumn;
    const ordered = order === 'asc' ? indexed.asc() : indexed.desc();
    return nulls === 'first' ? ordered.nullsFirst() : ordered.nullsLast();
  });
  let builder = (index.unique ? pg.uniqueIndex(index.name) : pg.index(index.name)).on(...(keys as [SQL]));
  if (index.where) builder = builder.where(renderCondition(index.where, table, t));
  return index.fillfactor === undefined ? builder : builder.with({ fillfactor: index.fillfactor });
}
