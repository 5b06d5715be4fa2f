import { quoteName, quoteText, type Row } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { isAsked } from './table-facts.ts';

/** A sequence that will give values which the column that it feeds holds already, and may hold once only. */
export interface LateSequence {
  /** Of the table. */
  readonly oid: string;
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly sequence: string;
  readonly next: string;
  /** The farthest value that the column holds. */
  readonly held: string;
}

type Fed = Omit<LateSequence, 'sequence' | 'next' | 'held'> & {
  readonly seq: string;
  readonly from: string;
  readonly step: string;
};

/** SQL, to be asked along with some tables: their columns of which no two rows may have the same value, with the sequence behind their default or their identity. */
export const fedColumns = `
WITH fed AS (
  SELECT d.adrelid AS rel, d.adnum AS num, p.refobjid AS seq FROM pg_attrdef d
    JOIN pg_depend p ON p.classid = 'pg_attrdef'::regclass AND p.objid = d.oid AND p.refclassid = 'pg_class'::regclass
  WHERE d.adrelid ${isAsked} AND pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%'
  UNION SELECT refobjid, refobjsubid, objid FROM pg_depend
  WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND refobjid ${isAsked} AND deptype = 'i' AND refobjsubid > 0)
SELECT c.oid::text, n.nspname AS schema, c.relname AS "table", a.attname AS column, s.seqrelid::text AS seq,
  s.seqrelid::regclass::text AS from, s.seqincrement::text AS step
FROM fed JOIN pg_sequence s ON s.seqrelid = fed.seq JOIN pg_class c ON c.oid = fed.rel JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = fed.num
WHERE NOT s.seqcycle AND EXISTS (
  SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indnkeyatts = 1 AND i.indkey[0] = fed.num)`;

/** Compares where the sequences behind {@link fedColumns} have got to with what the columns hold. */
export async function lateSequences(
  database: Scratch,
  columns: readonly Row[],
): Promise<readonly LateSequence[]> {
  const fed = columns as unknown as readonly Fed[];
  if (fed.length === 0) return [];
  const question = fed.map(positionSql).join(' UNION ALL ');
  const [rows = []] = await database.runRolledBack(question);
  return rows.flatMap(({ at, sequence, next, held }) => {
    const { oid, schema, table, column } = fed[Number(at)] as Fed;
    const late = { oid, schema, table, column, sequence: String(sequence), next: String(next) };
    return held === null ? [] : [{ ...late, held: String(held) }];
  });
}

const positionSql = ({ schema, table, column, seq, from, step }: Fed, at: number): string => {
  const name = quoteName(column);
  const isDown = step.startsWith('-');
  return `SELECT ${at} AS at, ${quoteText(seq)}::regclass::text AS sequence, next::text, (SELECT ${isDown ? 'min' : 'max'}(${name})::text
      FROM ${quoteName(schema)}.${quoteName(table)} WHERE ${name} ${isDown ? '<=' : '>='} next) AS held
    FROM (SELECT last_value + CASE WHEN is_called THEN ${quoteText(step)}::numeric ELSE 0 END AS next FROM ${from}) AS s`;
};
