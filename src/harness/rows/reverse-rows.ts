import { quoteText } from '../postgres/connection.ts';
import { ifRefused } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';

/**
 * Writes the rows of tables again, the last first, so that whoever reads them in no order, or in one that has equals, gets them the
 * other way round. Nothing else is changed: triggers and rules are silent. Answers whether that was allowed.
 */
export const reverseRows = (database: Scratch, tables: readonly string[]): Promise<boolean> =>
  tables.length === 0
    ? Promise.resolve(false)
    : database
        .runAtomic(reverseSql(tables))
        .then(() => true)
        .catch(ifRefused(false));

/** Only a superuser may silence triggers (Postgres manual, "session_replication_role"). */
const reverseSql = (tables: readonly string[]): string => `DO $driftproof$
DECLARE
  rel regclass; source text; col text; spot record; before text := current_setting('session_replication_role');
BEGIN
  PERFORM set_config('session_replication_role', 'replica', true);
  FOREACH rel IN ARRAY ${quoteText(`{${tables.join()}}`)}::oid[] LOOP
    SELECT quote_ident(attname) INTO col FROM pg_attribute
      WHERE attrelid = rel AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity <> 'a' ORDER BY attnum DESC LIMIT 1;
    CONTINUE WHEN col IS NULL;
    SELECT CASE relkind WHEN 'p' THEN '' ELSE 'ONLY ' END || rel INTO source FROM pg_class WHERE oid = rel;
    FOR spot IN EXECUTE format('SELECT tableoid AS part, ctid AS place FROM %s ORDER BY tableoid DESC, ctid DESC', source) LOOP
      EXECUTE format('UPDATE %1$s SET %2$s = %2$s WHERE tableoid = $1 AND ctid = $2', source, col) USING spot.part, spot.place;
    END LOOP;
  END LOOP;
  PERFORM set_config('session_replication_role', before, true);
END $driftproof$`;
