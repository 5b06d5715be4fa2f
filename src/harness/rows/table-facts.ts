import { hasItsRowsHere, newer, notOfExtension, userSchema } from '../catalog/catalog-query.ts';
import { readSettled } from '../catalog/read-settled.ts';
import { quoteText, type Row } from '../postgres/connection.ts';
import type { Readable } from '../postgres/live.ts';
import { type Types, toTypes, typesSql } from './type-facts.ts';

/** A column that a row must bring a value for, or may: what the server makes by itself is left out. */
export interface FillColumn {
  readonly name: string;
  readonly type: string;
  readonly typmod: number;
  /** The type as SQL writes it. */
  readonly printed: string;
  readonly notNull: boolean;
  readonly default: string | null;
}

export interface FillForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly target: string;
  /** The table it leads to, as SQL reads from it. */
  readonly from: string;
  readonly targetColumns: readonly string[];
  /** MATCH FULL: all of its columns are NULL, or none. */
  readonly isMatchFull: boolean;
  /** What becomes of its rows with a row that it leads to (`pg_constraint.confdeltype`). */
  readonly onDelete: string;
  /** What SQL calls it, where it can wait for the end of a transaction. */
  readonly deferrable: string | null;
}

/** What a table looks like to whoever puts rows in it. */
export interface FillTable {
  readonly oid: string;
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly FillColumn[];
  /** Of a table that refers to itself: columns that a sequence of theirs fills, and what SQL calls it. */
  readonly fed: readonly { readonly name: string; readonly sequence: string }[];
  readonly foreignKeys: readonly FillForeignKey[];
  readonly checks: readonly {
    readonly name: string;
    readonly columns: readonly string[];
    readonly expression: string;
    /** Whether it says nothing of rows in tables that inherit from this one. */
    readonly noInherit: boolean;
    /** Of the functions of users that it calls. */
    readonly bodies: readonly string[];
  }[];
  /** Unique indexes and exclusions; one over an expression names no columns. */
  readonly keys: readonly { readonly name: string; readonly columns: readonly string[] }[];
  /** What partitions hold, and of which columns; there are none in a table without partitions. */
  readonly bounds: readonly { readonly expression: string; readonly columns: readonly string[] }[];
  /** Whether triggers or rules can do more with an INSERT than it says. */
  readonly doesMore: boolean;
  /** Whether they are for an UPDATE, or a DELETE, of its rows. */
  readonly actsOnUpdate: boolean;
  readonly actsOnDelete: boolean;
  /** Whether some of its rows are on other servers. */
  readonly hasForeignPartition: boolean;
}

const namesOf = (relation: string, numbers: string): string =>
  `(SELECT coalesce(json_agg(a.attname ORDER BY listed.place), '[]') FROM unnest(${numbers}) WITH ORDINALITY AS listed (num, place)
    JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = listed.num)`;

const listOf = (fields: Readonly<Record<string, string>>, from: string, order: string): string =>
  `(SELECT coalesce(json_agg(json_build_object(${Object.entries(fields)
    .map(([name, value]) => `'${name}', ${value}`)
    .join(', ')}) ORDER BY ${order}), '[]') FROM ${from})`;

const ownSequence = "pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname)";
const enforced = `pg_constraint k ${newer('k', { conenforced: 'true' })}`;

/** SQL: whether a trigger or a rule is for an event, by its bit in `pg_trigger.tgtype` and its letter in `pg_rewrite.ev_type`. */
const actsOn = (bit: string, letter: string): string =>
  `(EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal AND g.tgtype & ${bit} > 0)
    OR c.relhasrules AND EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = c.oid AND r.ev_type = '${letter}'))`;

/** A foreign key sees the rows of a table itself and of its partitions, not those of tables that inherit from it. */
const tablesSql = (condition: string): string => `
SELECT c.oid::text, n.nspname AS schema, c.relname AS "table",
  ${listOf(
    {
      name: 'a.attname',
      type: 'a.atttypid::text',
      typmod: 'a.atttypmod',
      printed: 'format_type(a.atttypid, a.atttypmod)',
      notNull: 'a.attnotnull',
      default: 'pg_get_expr(d.adbin, d.adrelid)',
    },
    `pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
        AND coalesce(pg_get_expr(d.adbin, d.adrelid), '') NOT LIKE 'nextval(%'`,
    'a.attnum',
  )} AS columns,
  ${listOf(
    { name: 'a.attname', sequence: ownSequence },
    `pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND (a.atthasdef OR a.attidentity <> '')
      AND EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.confrelid = c.oid) AND ${ownSequence} IS NOT NULL`,
    'a.attnum',
  )} AS fed,
  ${listOf(
    {
      name: 'k.conname',
      columns: namesOf('k.conrelid', 'k.conkey'),
      target: 'k.confrelid::text',
      from: `(SELECT CASE f.relkind WHEN 'r' THEN 'ONLY ' ELSE '' END || f.oid::regclass FROM pg_class f WHERE f.oid = k.confrelid)`,
      targetColumns: namesOf('k.confrelid', 'k.confkey'),
      isMatchFull: "k.confmatchtype = 'f'",
      onDelete: 'k.confdeltype',
      deferrable: `CASE WHEN k.condeferrable THEN format('%I.%I', n.nspname, k.conname) END`,
    },
    `${enforced} WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.conparentid = 0 AND newer.conenforced`,
    'cardinality(k.conkey) DESC, k.conname',
  )} AS "foreignKeys",
  ${listOf(
    {
      name: 'k.conname',
      columns: namesOf('k.conrelid', 'k.conkey'),
      expression: 'pg_get_expr(k.conbin, k.conrelid)',
      noInherit: 'k.connoinherit',
      bodies: `ARRAY(SELECT coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) FROM pg_depend d JOIN pg_proc p ON p.oid = d.refobjid
        WHERE d.classid = 'pg_constraint'::regclass AND d.objid = k.oid AND d.refclassid = 'pg_proc'::regclass ORDER BY p.oid)`,
    },
    `${enforced} WHERE k.conrelid = c.oid AND k.contype = 'c' AND newer.conenforced`,
    'k.conname',
  )} AS checks,
  ${listOf(
    {
      name: 'ic.relname',
      columns: `CASE WHEN i.indexprs IS NULL THEN ${namesOf('i.indrelid', '(i.indkey::int2[])[:i.indnkeyatts - 1]')} ELSE '[]' END`,
    },
    `pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
      WHERE i.indrelid = c.oid AND (i.indisunique OR i.indisexclusion)`,
    'ic.relname',
  )} AS keys,
  ${listOf(
    {
      expression: 'pg_get_expr(b.relpartbound, b.oid)',
      columns: namesOf('p.partrelid', 'p.partattrs::int2[]'),
    },
    `pg_partition_tree(c.oid) t JOIN pg_class b ON b.oid = t.relid JOIN pg_partitioned_table p ON p.partrelid = t.parentrelid
      WHERE t.level > 0`,
    'b.oid',
  )} AS bounds,
  c.relhasrules OR EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal) AS "doesMore",
  ${actsOn('16', '2')} AS "actsOnUpdate", ${actsOn('8', '4')} AS "actsOnDelete",
  NOT ${hasItsRowsHere('c.oid')} AS "hasForeignPartition"
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND NOT c.relispartition
  AND ${userSchema('n')} AND ${notOfExtension('pg_class', 'c.oid')}
  AND ${condition}
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;

/** Some tables of a database. */
export interface SomeTables {
  /** Their oids, or their names as SQL writes them. */
  readonly tables: readonly string[];
  /** Whether those that their foreign keys lead to are meant too, and so on. */
  readonly withParents: boolean;
}

/** A setting that holds the tables, so that the question about them is the same each time and is planned once in a session. */
const asked = 'driftproof.tables';

/** SQL: sets it; an element may be a number or a name, which is read where the setting is. */
const askFor = (tables: readonly string[]): string => {
  const elements = tables.map((table) => `"${table.replace(/[\\"]/g, '\\$&')}"`);
  return `SELECT set_config('${asked}', ${quoteText(`{${elements.join()}}`)}, true)`;
};

const askedTables = `SELECT oid::oid FROM unnest(current_setting('${asked}')::regclass[]) AS oid`;

/** SQL: adds those that their foreign keys lead to, and so on; such a key may lead to a partition. */
const askForParents = `SELECT set_config('${asked}', ARRAY(WITH RECURSIVE wanted (oid) AS (${askedTables}
    UNION SELECT coalesce(pg_partition_root(k.confrelid), k.confrelid)
    FROM wanted JOIN pg_constraint k ON k.conrelid = wanted.oid AND k.contype = 'f') SELECT oid FROM wanted)::text, true)`;

/** SQL: is one of the tables that {@link readTables} is asked for. The server looks these up, and reads no others. */
export const isAsked = `= ANY (ARRAY(${askedTables}))`;

/** Tables, and the types that their columns have. */
export interface KnownTables {
  readonly tables: readonly FillTable[];
  readonly types: Types;
}

/** What {@link readTables} finds. */
export interface TablesRead extends KnownTables {
  /** A list for each other question. */
  readonly besides: readonly Row[][];
}

/**
 * Reads user tables of a database, all unless some are named, and the types that their columns have. Other questions travel
 * with that.
 */
export const readTables = (
  database: Readable,
  some?: SomeTables,
  ...questions: readonly string[]
): Promise<TablesRead> =>
  readSettled(database, async (snapshot) => {
    const asking = some ? [askFor(some.tables), ...(some.withParents ? [askForParents] : [])] : [];
    const condition = some ? `c.oid ${isAsked}` : 'true';
    const lists = await snapshot.last(...asking, tablesSql(condition), typesSql(condition), ...questions);
    const [tables = [], types = [], ...besides] = lists.slice(asking.length);
    return { tables: tables as unknown as FillTable[], types: toTypes(types), besides };
  });
