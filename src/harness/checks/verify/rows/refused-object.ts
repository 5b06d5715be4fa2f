import type { Identity } from '../../../model/identity.ts';
import type { ServerError } from '../../../postgres/errors.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { relationNamed } from '../../../rows/relation-named.ts';
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
  const relation = await relationNamed(database, named, error.constraint);
  if (!relation && error.table === undefined) return undefined;
  const { schema, name, kind, keys } = relation ?? {
    schema: named.schema ?? 'public',
    name: named.name,
    kind: 'r',
    keys: [],
  };
  const spoken = touched?.name === name ? touched.columns : [];
  const columns = error.column === undefined ? (keys.length > 0 ? keys : spoken) : [error.column];
  const [column, ...others] = columns;
  if (kind === 'm') return { kind: 'materialized-view', schema, name };
  return column === undefined || others.length > 0
    ? { kind: 'table', schema, name }
    : { kind: 'column', schema, table: name, name: column };
}
