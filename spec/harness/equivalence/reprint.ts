import type { Scratch } from '../../../src/harness/postgres/scratch.ts';

const inSink = "relnamespace = 'sink'::regnamespace";
const onSink = (relation: string): string => `${relation} IN (SELECT oid FROM pg_class WHERE ${inSink})`;

/** Statements that make each definition again from what Postgres prints of it, as a restored dump does. */
const reprints: readonly string[] = [
  `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I %s', conrelid::regclass, conname, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype IN ('c', 'x') AND ${onSink('conrelid')} AND conparentid = 0`,
  `SELECT format('ALTER DOMAIN %s DROP CONSTRAINT %I; ALTER DOMAIN %s ADD CONSTRAINT %I %s', contypid::regtype, conname, contypid::regtype, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contypid <> 0 AND contype = 'c' AND connamespace = 'sink'::regnamespace`,
  `SELECT format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', adrelid::regclass, attname, pg_get_expr(adbin, adrelid))
    FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum WHERE attgenerated = '' AND ${onSink('adrelid')}`,
  `SELECT format('CREATE OR REPLACE VIEW %s %s AS %s', oid::regclass, 'WITH (' || array_to_string(reloptions, ', ') || ')', pg_get_viewdef(oid))
    FROM pg_class WHERE relkind = 'v' AND ${inSink}`,
  `SELECT format('DROP MATERIALIZED VIEW %s; CREATE MATERIALIZED VIEW %s AS %s; %s', c.oid::regclass, c.oid::regclass,
      btrim(pg_get_viewdef(c.oid), ' ;'), (SELECT string_agg(pg_get_indexdef(indexrelid), '; ') FROM pg_index WHERE indrelid = c.oid))
    FROM pg_class c WHERE relkind = 'm' AND ${inSink}`,
  `SELECT format('DROP INDEX %s; %s', indexrelid::regclass, pg_get_indexdef(indexrelid))
    FROM pg_index WHERE ${onSink('indrelid')} AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`,
  `SELECT concat_ws(' ', format('ALTER POLICY %I ON %s', polname, polrelid::regclass),
      'USING (' || pg_get_expr(polqual, polrelid) || ')', 'WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')')
    FROM pg_policy WHERE ${onSink('polrelid')}`,
  `SELECT format('DROP TRIGGER %I ON %s; %s', tgname, tgrelid::regclass, pg_get_triggerdef(oid))
    FROM pg_trigger WHERE NOT tgisinternal AND ${onSink('tgrelid')}`,
  `SELECT format('DROP RULE %I ON %s; %s', rulename, ev_class::regclass, pg_get_ruledef(oid))
    FROM pg_rewrite WHERE rulename <> '_RETURN' AND ${onSink('ev_class')}`,
  "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'sink'::regnamespace",
];

/** Makes every expression of the sink again from its print, but those of generated columns, which is not possible. */
export async function reprint(database: Scratch): Promise<void> {
  await database.run("SET search_path = ''");
  for (const query of reprints) {
    const [rows = []] = await database.run(query);
    for (const row of rows) await database.run(String(Object.values(row)[0]));
  }
  await database.run('RESET search_path');
}
