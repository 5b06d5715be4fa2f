import type { Identity } from '../../../model/identity.ts';
import { quoteName, quoteText } from '../../../postgres/connection.ts';
import type { ServerError } from '../../../postgres/errors.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { statementsIn } from '../../../sql/parse.ts';
import type { Piece } from '../../../sql/statement.ts';
import { type Touched, touchedBy } from '../../../sql/touched-columns.ts';

/** What a server refused, as far as it can be told: the statement, and the column or table whose rows are the reason. */
export interface Refused {
  readonly statement: string;
  readonly about?: Identity;
}

/**
 * Asks a database as it is where a statement was refused. The server names table, column or constraint (Postgres manual,
 * "Error and Notice Message Fields"), or else the statement does.
 */
export async function refusedBy(database: Scratch, error: ServerError, piece: Piece): Promise<Refused> {
  const inner = await statementWithin(error);
  const statement = inner ?? piece;
  const about = await objectOf(database, error, touchedBy(statement));
  return { statement: statement.text, ...(about ? { about } : {}) };
}

/** The innermost statement that a function or block in PL/pgSQL was at. */
async function statementWithin({ where }: ServerError): Promise<Piece | undefined> {
  const [, text] = /SQL statement "(.*?)"\nPL\/pgSQL/s.exec(where ?? '') ?? [];
  return text === undefined ? undefined : (await statementsIn(text))[0];
}

async function objectOf(
  database: Scratch,
  error: ServerError,
  touched: Touched | undefined,
): Promise<Identity | undefined> {
  const named = error.table === undefined ? touched : { schema: error.schema, name: error.table };
  if (!named) return undefined;
  const [row] = await database.runOne(relationSql(named, error.constraint));
  if (!row && error.table === undefined) return undefined;
  const { schema, name, kind, keys } = {
    ...{ schema: named.schema ?? 'public', name: named.name, kind: 'r', keys: [] },
    ...row,
  } as Found;
  const spoken = touched?.name === name ? touched.columns : [];
  const columns = error.column === undefined ? (keys.length > 0 ? keys : spoken) : [error.column];
  const [column, ...others] = columns;
  if (kind === 'm') return { kind: 'materialized-view', schema, name };
  return column === undefined || others.length > 0
    ? { kind: 'table', schema, name }
    : { kind: 'column', schema, table: name, name: column };
}

interface Found {
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
  /** The columns of the constraint or index that was broken. */
  readonly keys: readonly string[];
}

const relationSql = ({ schema, name }: Pick<Touched, 'schema' | 'name'>, constraint = ''): string => `
SELECT n.nspname AS schema, c.relname AS name, c.relkind AS kind, ARRAY(
  SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND (
    EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.conname = ${quoteText(constraint)} AND a.attnum = ANY (k.conkey))
    OR EXISTS (SELECT FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
      WHERE i.indrelid = c.oid AND x.relname = ${quoteText(constraint)} AND a.attnum = ANY (i.indkey)))) AS keys
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid = to_regclass(${quoteText(
  [schema, name]
    .filter((part) => part !== undefined)
    .map(quoteName)
    .join('.'),
)})`;
