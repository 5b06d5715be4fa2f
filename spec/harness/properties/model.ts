/** A Drizzle schema as plain data, so that fast-check can print and shrink it. */
export interface SchemaModel {
  readonly enums: readonly EnumModel[];
  readonly tables: readonly TableModel[];
}

export interface EnumModel {
  readonly schema: string;
  readonly name: string;
  readonly labels: readonly string[];
}

export interface TableModel {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly ColumnModel[];
  /** Names of its columns; none when empty. */
  readonly primaryKey: readonly string[];
  readonly uniques: readonly UniqueModel[];
  readonly checks: readonly CheckModel[];
  readonly indexes: readonly IndexModel[];
  readonly foreignKeys: readonly ForeignKeyModel[];
  readonly rowSecurity: boolean;
}

export interface ColumnModel {
  readonly name: string;
  /** A key of the table of column types, or `enum`. */
  readonly type: string;
  /** Which enum, for a column of one. */
  readonly enum?: number;
  readonly notNull: boolean;
  readonly array: boolean;
  /** Which of its type's defaults; none when absent. */
  readonly default?: number;
}

export interface UniqueModel {
  readonly name: string;
  readonly columns: readonly string[];
  readonly nullsNotDistinct: boolean;
}

export interface CheckModel {
  readonly name: string;
  readonly condition: ConditionModel;
}

/** A condition about one column. */
export interface ConditionModel {
  readonly column: string;
  readonly about: 'null' | 'list' | 'bound';
  readonly number: number;
}

export interface IndexModel {
  readonly name: string;
  readonly unique: boolean;
  readonly keys: readonly KeyModel[];
  readonly where?: ConditionModel;
  readonly fillfactor?: number;
}

export interface KeyModel {
  readonly column: string;
  readonly order: 'asc' | 'desc';
  readonly nulls: 'first' | 'last';
  /** An expression over the column instead of the column. */
  readonly expression: boolean;
}

export interface ForeignKeyModel {
  readonly name: string;
  readonly columns: readonly string[];
  /** Which table of the model; its primary key is referred to. */
  readonly to: number;
  readonly onDelete: Action;
  readonly onUpdate: Action;
}

export const actions = ['no action', 'restrict', 'cascade', 'set null', 'set default'] as const;
export type Action = (typeof actions)[number];

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const tableName = ({ schema, name }: Pick<TableModel, 'schema' | 'name'>): string =>
  `${quoted(schema)}.${quoted(name)}`;
