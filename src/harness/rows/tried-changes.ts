import { quoteText } from '../postgres/connection.ts';
import { passOnFailures } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { forgetPlans } from './one-more-row.ts';
import type { FillTable } from './table-facts.ts';

export type ChangeKind = 'UPDATE' | 'DELETE';

/** What the server said of an UPDATE, or a DELETE, of single rows of a table. */
export interface TriedChange {
  readonly oid: string;
  readonly schema: string;
  readonly table: string;
  readonly kind: ChangeKind;
  readonly rows: readonly TriedRow[];
}

export interface TriedRow {
  /** Its primary key; empty where there is none. */
  readonly key: string;
  /** An SQLSTATE; empty where it was taken. */
  readonly state: string;
  readonly said: string;
  /** Whether a constraint of the table itself refused an UPDATE. */
  readonly own: boolean;
  /** Whether the row was to have the values of another one, but for those that no two rows may share; else it was to be as it is. */
  readonly changed: boolean;
}

interface Wanted {
  readonly table: FillTable;
  readonly kind: ChangeKind;
}

/** How many rows of a table are tried. */
const mostRows = 20;

/** Tries to change rows one by one where a trigger, a rule or a foreign key does more than the statement says. Nothing is kept. */
export async function tryChanges(
  database: Scratch,
  tables: readonly FillTable[],
  among: ReadonlySet<string>,
): Promise<readonly TriedChange[]> {
  const wanted = wantedIn(tables).filter(({ table }) => among.has(table.oid));
  if (wanted.length === 0) return [];
  const plan = wanted.map(({ table, kind }) => ({ rel: table.oid, kind }));
  const lists = await database.runRolledBack(`${forgetPlans(tables)}${askSql(plan)}`);
  const answers = lists.at(-1)?.[0]?.answers as readonly (readonly TriedRow[])[];
  return wanted.map(({ table: { oid, schema, table }, kind }, at) => ({
    oid,
    schema,
    table,
    kind,
    rows: answers[at] ?? [],
  }));
}

const wantedIn = (tables: readonly FillTable[]): readonly Wanted[] =>
  tables.flatMap((table): Wanted[] => [
    ...(table.actsOnUpdate ? [{ table, kind: 'UPDATE' } as const] : []),
    ...(doesMoreOnDelete(table, tables) ? [{ table, kind: 'DELETE' } as const] : []),
  ]);

/** By itself, by what a foreign key sets with it, or by the rows that go with its own. */
function doesMoreOnDelete(
  table: FillTable,
  tables: readonly FillTable[],
  seen: readonly FillTable[] = [],
): boolean {
  if (table.actsOnDelete) return true;
  return tables.some((other) =>
    other.foreignKeys.some(
      ({ target, onDelete }) =>
        target === table.oid &&
        (/[nd]/.test(onDelete) ||
          (onDelete === 'c' && !seen.includes(other) && doesMoreOnDelete(other, tables, [...seen, table]))),
    ),
  );
}

/** Columns of a row that an UPDATE may set: all, or those that no two rows must have different values in. */
const columnsSql = (condition: string): string => `FROM pg_attribute
      WHERE attrelid = wanted.rel AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity <> 'a'${condition}`;

const unshared = ` AND NOT EXISTS (SELECT FROM pg_index i
        WHERE i.indrelid = wanted.rel AND (i.indisunique OR i.indisexclusion) AND attnum = ANY (i.indkey))`;

/**
 * What is taken is undone by an error of its own, so that each row finds all others. A trigger may act on changes only: the values of
 * another row are what the checks of the table take.
 */
const askSql = (plan: readonly { readonly rel: string; readonly kind: ChangeKind }[]): string => `
SELECT set_config('driftproof.plan', ${quoteText(JSON.stringify(plan))}, true);
DO $driftproof$
DECLARE
  wanted record; spot record; one text; change text; changes text[]; names text; key text; state text; said text; relation text; tried jsonb; answers jsonb := '[]';
BEGIN
  SET CONSTRAINTS ALL IMMEDIATE;
  FOR wanted IN SELECT * FROM jsonb_to_recordset(current_setting('driftproof.plan')::jsonb) AS w (rel oid, kind text) LOOP
    tried := '[]';
    one := ' WHERE tableoid = $1 AND ctid = $2';
    changes := ARRAY[format('DELETE FROM %s', wanted.rel::regclass) || one];
    IF wanted.kind = 'UPDATE' THEN
      SELECT string_agg(format('%1$I = %1$I', attname), ', ') INTO names ${columnsSql('')};
      changes := ARRAY[format('UPDATE %s SET %s', wanted.rel::regclass, names) || one];
      SELECT string_agg(quote_ident(attname), ', ') INTO names ${columnsSql(unshared)};
      changes := changes || (CASE WHEN names <> '' THEN format('UPDATE %1$s SET (%2$s) = (SELECT %2$s FROM %1$s WHERE tableoid = $3 AND ctid = $4)', wanted.rel::regclass, names) END || one);
    END IF;
    SELECT coalesce('concat_ws('','', ' || string_agg(format('%I::text', a.attname), ', ' ORDER BY a.attnum) || ')', '''''') INTO key
      FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) WHERE i.indrelid = wanted.rel AND i.indisprimary;
    FOR spot IN EXECUTE format('SELECT tableoid AS part, ctid AS place, lag(tableoid, 1, tableoid) OVER () AS other_part, lag(ctid, 1, ctid) OVER () AS other,
        %s AS key FROM %s LIMIT ${mostRows}', key, wanted.rel::regclass) LOOP
      FOREACH change IN ARRAY changes LOOP
        CONTINUE WHEN change IS NULL;
        state := ''; said := ''; relation := '';
        BEGIN
          EXECUTE change USING spot.part, spot.place, spot.other_part, spot.other;
          RAISE SQLSTATE 'DP000';
        EXCEPTION WHEN SQLSTATE 'DP000' THEN NULL;
        WHEN OTHERS THEN ${passOnFailures}
          GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, said = MESSAGE_TEXT, relation = TABLE_NAME;
        END;
        tried := tried || jsonb_build_object('key', spot.key, 'state', state, 'said', said, 'changed', change LIKE '% = $4)%',
          'own', wanted.kind = 'UPDATE' AND relation = (SELECT relname FROM pg_class WHERE oid = spot.part));
      END LOOP;
    END LOOP;
    answers := answers || jsonb_build_array(tried);
  END LOOP;
  PERFORM set_config('driftproof.plan', answers::text, true);
END $driftproof$;
SELECT current_setting('driftproof.plan')::json AS answers`;
