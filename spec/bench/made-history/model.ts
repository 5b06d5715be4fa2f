/** A schema while its history is made: each migration changes it, and the schema file is printed from its end. */
export interface Model {
  readonly tables: Table[];
  readonly enums: Enum[];
}

export interface Table {
  readonly name: string;
  /** How its key is made. */
  readonly key: 'serial' | 'uuid' | 'identity';
  readonly columns: Column[];
  readonly indexes: Index[];
  readonly checks: { readonly name: string; readonly expression: string }[];
  touched: boolean;
}

export interface Column {
  name: string;
  /** As SQL writes it. */
  type: string;
  notNull: boolean;
  default?: string;
  /** The table whose key it holds. */
  readonly references?: Table;
}

export interface Index {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly unique: boolean;
}

export interface Enum {
  readonly name: string;
  readonly labels: string[];
}

/** One migration: the words of its tag, and its statements; a reason where it cannot be taken back. */
export interface MadeStep {
  readonly words: string;
  readonly up: readonly string[];
  readonly down: readonly string[] | string;
}

export const quote = (name: string): string => `"${name}"`;

/** The type of a column that refers to a table. */
export const keyTypeOf = ({ key }: Table): string => (key === 'uuid' ? 'uuid' : 'integer');

/** A column as CREATE TABLE and ADD COLUMN write it. */
export const columnSql = ({ name, type, notNull, default: value }: Column): string =>
  `${quote(name)} ${type}${value === undefined ? '' : ` DEFAULT ${value}`}${notNull ? ' NOT NULL' : ''}`;

/** A foreign key, by the name that drizzle-kit gives it. */
export const foreignKeySql = (table: Table, { name, references }: Column): string =>
  `ALTER TABLE ${quote(table.name)} ADD CONSTRAINT ${quote(`${table.name}_${name}_${references?.name}_id_fk`)} FOREIGN KEY (${quote(name)}) REFERENCES ${quote(references?.name ?? '')}("id") ON DELETE no action ON UPDATE no action`;

export const indexSql = (table: Table, { name, columns, unique }: Index): string =>
  `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${quote(name)} ON ${quote(table.name)} USING btree (${columns.map((column) => quote(column.name)).join(',')})`;

/** Columns that nothing else speaks of. */
export const plainColumns = ({ columns, indexes, checks }: Table): Column[] =>
  columns.filter(
    (column) =>
      !column.references &&
      indexes.every((index) => !index.columns.includes(column)) &&
      checks.every(({ expression }) => !expression.includes(quote(column.name))),
  );
