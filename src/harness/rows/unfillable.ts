import { printName } from '../model/identity.ts';
import { quoteName, quoteText } from '../postgres/connection.ts';
import { ifRefused } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { cycleWords, inGroups, isClosed } from './fill-order.ts';
import type { FillColumn, FillTable, TablesRead } from './table-facts.ts';
import { domainChecks, refusesNull, type TypeFacts, type Types } from './type-facts.ts';
import { apartSql } from './unmet-bounds.ts';

/** Tables that no row can be put in, whatever its values, and why. */
export interface Unfillable {
  readonly tables: readonly Pick<FillTable, 'oid' | 'schema' | 'table'>[];
  readonly why: string;
  /** Whether they could be filled if they had rows. */
  readonly isOfFirstRow: boolean;
}

/**
 * Finds what can be known of tables that take no row: foreign keys that refer to each other and cannot wait, and, of those that
 * are asked for, checks that no value can meet.
 */
export async function unfillableAmong(
  database: Scratch,
  { tables, types }: Pick<TablesRead, 'tables' | 'types'>,
  oids: ReadonlySet<string>,
): Promise<Unfillable[]> {
  const closed = inGroups(tables)
    .filter(isClosed)
    .map((group) => ({ tables: group, why: cycleWords(group), isOfFirstRow: true }));
  const unmet: Unfillable[] = [];
  for (const table of tables.filter(({ oid }) => oids.has(oid))) {
    const check = await unmetCheck(database, table, types);
    if (check) unmet.push({ tables: [table], why: check, isOfFirstRow: false });
  }
  return [...closed, ...unmet];
}

/** A condition over no column, or over one, that no value can meet; nothing where it is not known. */
async function unmetCheck(database: Scratch, table: FillTable, types: Types): Promise<string | undefined> {
  const own = table.checks.filter(({ noInherit }) => !noInherit);
  for (const { name, columns, expression } of own)
    if (columns.length === 0 && !/[a-z_]\w*\s*\(|\bcurrent_|\bsession_|\blocal/i.test(expression))
      if (await isAlways(database, `(${expression}) IS FALSE`)) return `its check ${name} is false`;
  for (const column of table.columns) {
    const checks = own.filter(({ columns }) => columns.length === 1 && columns[0] === column.name);
    const domain = domainChecks(types, column.type).map((check) =>
      check.replace(/^CHECK /, '').replace(/\bVALUE\b/g, quoteName(column.name)),
    );
    const expressions = [...checks.map(({ expression }) => expression), ...domain];
    if (expressions.length > 0 && (await isUnmet(database, table, column, types, expressions)))
      return `no value of ${printName({ schema: table.schema, table: table.table, name: column.name })} meets ${expressions.join(' and ')}`;
  }
  return undefined;
}

async function isUnmet(
  database: Scratch,
  table: FillTable,
  column: FillColumn,
  types: Types,
  expressions: readonly string[],
): Promise<boolean> {
  const takesNull = !column.notNull && !refusesNull(types, column.type);
  const all = everyValue(types, column);
  if (all)
    return isAlways(database, refusedSql(table, column, expressions, takesNull ? [...all, 'NULL'] : all));
  if (takesNull) return false;
  const apart = apartSql(baseOf(types, column)?.name ?? '', column.name, expressions);
  return apart !== undefined && isAlways(database, apart);
}

/** Whether an expression is true, which is asked of the server; what it refuses is not known to be. */
async function isAlways(database: Scratch, expression: string): Promise<boolean> {
  const rows = await database
    .atomic((inside) => inside.runOne(`SELECT (${expression}) AS always`))
    .catch(ifRefused([]));
  return rows[0]?.always === true;
}

/** As SQL, where a type has few. */
function everyValue(types: Types, column: FillColumn): string[] | undefined {
  const type = baseOf(types, column);
  if (type?.kind === 'e')
    return type.labels.map(
      (label) => `${quoteText(label)}::${quoteName(type.schema)}.${quoteName(type.name)}`,
    );
  return type?.name === 'bool' ? ['true', 'false'] : undefined;
}

const baseOf = (types: Types, { type: oid }: Pick<FillColumn, 'type'>): TypeFacts | undefined => {
  const type = types.get(oid);
  return type?.kind === 'd' ? baseOf(types, { type: type.of ?? '' }) : type;
};

const refusedSql = (
  { table }: FillTable,
  { name }: FillColumn,
  expressions: readonly string[],
  values: readonly string[],
): string => {
  const passes = expressions.map((each) => `(${each})`).join(' AND ');
  const rows = values.map((value) => `(${value})`).join(', ');
  return `SELECT bool_and((${passes}) IS FALSE) FROM (VALUES ${rows}) AS ${quoteName(table)} (${quoteName(name)})`;
};
