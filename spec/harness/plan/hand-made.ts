/** One by one, every this many are tried, unless DRIFTPROOF_PLANS is `all`. */
const sampling = 5;

/** What people do by hand to a database of the application: a sentence, and the SQL. All of it can be done to one. */
export const handMade: readonly (readonly [sentence: string, sql: string])[] = [
  ['a column is added', 'ALTER TABLE outputs ADD COLUMN rating smallint DEFAULT 3'],
  ['a column is dropped', 'ALTER TABLE output_asset DROP COLUMN height'],
  ['a default is changed', 'ALTER TABLE output_asset ALTER is_removed SET DEFAULT true'],
  ['a column is made NOT NULL', 'ALTER TABLE users ALTER display_name SET NOT NULL'],
  ['a column may be NULL', 'ALTER TABLE outputs ALTER prompt DROP NOT NULL'],
  ['a type is widened', 'ALTER TABLE users ALTER email TYPE varchar(500)'],
  ['a primary key is dropped', 'ALTER TABLE reference_images DROP CONSTRAINT reference_images_pkey'],
  [
    'a unique constraint is added',
    'ALTER TABLE users ADD CONSTRAINT users_name_unique UNIQUE (display_name)',
  ],
  [
    'a foreign key cascades',
    `ALTER TABLE reference_images DROP CONSTRAINT reference_images_output_id_outputs_id_fk,
     ADD CONSTRAINT reference_images_output_id_outputs_id_fk FOREIGN KEY (output_id) REFERENCES outputs (id) ON DELETE CASCADE`,
  ],
  ['a check is added', "ALTER TABLE outputs ADD CONSTRAINT outputs_prompt_check CHECK (prompt <> '')"],
  ['an index is dropped', 'DROP INDEX output_asset_is_removed_idx'],
  [
    'an index is INVALID',
    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'reference_images_is_avatar_idx'::regclass",
  ],
  ['a foreign key is switched off', 'ALTER TABLE output_asset DISABLE TRIGGER ALL'],
  ['a label is added to an enum', "ALTER TYPE output_status ADD VALUE 'paused' BEFORE 'done'"],
  [
    'row security with a policy',
    'ALTER TABLE outputs ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON outputs FOR SELECT USING (id IS NOT NULL)',
  ],
  [
    'a trigger and its function',
    `CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.created_at := now(); RETURN NEW; END $$;
     CREATE TRIGGER touched BEFORE UPDATE ON outputs FOR EACH ROW EXECUTE FUNCTION touch()`,
  ],
  ['a function', "CREATE FUNCTION one() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'"],
  ['a view', 'CREATE VIEW done AS SELECT id, prompt FROM outputs'],
  ['a sequence', 'CREATE SEQUENCE invoices START 1000'],
  ['a comment', "COMMENT ON TABLE outputs IS 'made by users'"],
  ['a right for all', 'GRANT SELECT ON outputs TO PUBLIC'],
  ['a table', 'CREATE TABLE backup_of_monday (id int PRIMARY KEY, note text)'],
];

export const sampled = handMade.filter(
  (_, at) => process.env.DRIFTPROOF_PLANS === 'all' || at % sampling === 1,
);
