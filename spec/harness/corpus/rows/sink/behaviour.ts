import { mutations } from '../row.ts';

const notes = (name: string): string => `public.notes.${name}`;

export const policies = mutations('sink', 'policy', [
  ['dropped', 'DROP POLICY notes_update ON notes', `policy-missing ${notes('notes_update')}`],
  [
    'dropped, and the role that only it names',
    'DROP POLICY notes_delete ON notes',
    `policy-missing ${notes('notes_delete')}`,
  ],
  ['added', 'CREATE POLICY more ON notes USING (false)', `policy-extra ${notes('more')}`],
  [
    'another condition',
    'ALTER POLICY notes_select ON notes USING (true)',
    `policy-using ${notes('notes_select')}`,
  ],
  [
    'another check',
    "ALTER POLICY notes_insert ON notes WITH CHECK (body <> 'x')",
    `policy-check ${notes('notes_insert')}`,
  ],
  [
    'one bound moved',
    'ALTER POLICY notes_update ON notes USING (id > 1)',
    `policy-using ${notes('notes_update')}`,
  ],
  ['for everybody', 'ALTER POLICY notes_update ON notes TO public', `policy-roles ${notes('notes_update')}`],
  [
    'for one role less',
    'ALTER POLICY notes_insert ON notes TO driftproof_sink_writer',
    `policy-roles ${notes('notes_insert')}`,
  ],
  [
    'permissive',
    'DROP POLICY notes_update ON notes; CREATE POLICY notes_update ON notes FOR UPDATE TO driftproof_sink_writer USING (id > 0) WITH CHECK (id > 1)',
    `policy-permissive ${notes('notes_update')}`,
  ],
  [
    'for another command',
    "DROP POLICY notes_delete ON notes; CREATE POLICY notes_delete ON notes FOR SELECT TO current_user USING (owner = 'me')",
    `policy-command ${notes('notes_delete')}`,
  ],
  ['comment', "COMMENT ON POLICY notes_all ON notes IS 'why'", `policy-comment ${notes('notes_all')}`],
]);

export const views = mutations('sink', 'view', [
  ['dropped', 'DROP VIEW adults', 'view-missing public.adults'],
  [
    'of other rows',
    'CREATE OR REPLACE VIEW adults AS SELECT * FROM people WHERE age >= 21',
    'view-definition public.adults',
  ],
  [
    'of more columns',
    'CREATE OR REPLACE VIEW warehouse.shelves AS SELECT building, count(*) AS number, max(shelf) AS last FROM warehouse.places GROUP BY building',
    'view-definition warehouse.shelves',
  ],
  [
    'with its own column renamed',
    'ALTER VIEW warehouse.shelves RENAME COLUMN number TO n',
    'view-definition warehouse.shelves',
  ],
  ['as whoever made it', 'ALTER VIEW staff RESET (security_invoker)', 'view-options public.staff'],
  ['without barrier', 'ALTER VIEW staff SET (security_barrier = false)', 'view-options public.staff'],
  ['checked no longer', 'ALTER VIEW staff RESET (check_option)', 'view-options public.staff'],
  ['checked less', 'ALTER VIEW hand.open SET (check_option = local)', 'view-options hand.open'],
  [
    'without the default of its column',
    'ALTER VIEW hand.open ALTER COLUMN room DROP DEFAULT',
    'view-column-defaults hand.open',
  ],
  ['comment', "COMMENT ON VIEW adults IS 'why'", 'view-comment public.adults'],
  ['comment of a column', "COMMENT ON COLUMN adults.id IS 'why'", 'view-column-comments public.adults'],
]);

export const materializedViews = mutations('sink', 'materialized-view', [
  ['dropped, with its index', 'DROP MATERIALIZED VIEW hand.rooms', 'materialized-view-missing hand.rooms'],
  ['emptied', 'REFRESH MATERIALIZED VIEW ages WITH NO DATA', 'materialized-view-populated public.ages'],
  [
    'other storage parameters',
    'ALTER MATERIALIZED VIEW ages RESET (autovacuum_enabled)',
    'materialized-view-options public.ages',
  ],
  [
    'a target of one of its columns',
    'ALTER MATERIALIZED VIEW ages ALTER age SET STATISTICS 7',
    'materialized-view-column-storage public.ages',
  ],
  [
    'planner options of one of its columns',
    'ALTER MATERIALIZED VIEW hand.rooms ALTER room SET (n_distinct = 3)',
    'materialized-view-column-storage hand.rooms',
  ],
  [
    'of another query',
    'DROP MATERIALIZED VIEW ages; CREATE MATERIALIZED VIEW ages WITH (fillfactor = 90, autovacuum_enabled = false) AS SELECT age + 1 AS age FROM people',
    'materialized-view-definition public.ages',
  ],
  [
    'turned into a table',
    'DROP MATERIALIZED VIEW ages; CREATE TABLE ages AS SELECT age FROM people',
    'materialized-view-missing public.ages',
    'table-extra public.ages',
  ],
]);

export const triggers = mutations('sink', 'trigger', [
  ['dropped', 'DROP TRIGGER booking_stamp ON hand.booking', 'trigger-missing hand.booking.booking_stamp'],
  [
    'disabled',
    'ALTER TABLE hand.booking DISABLE TRIGGER booking_stamp',
    'trigger-enabled hand.booking.booking_stamp',
  ],
  [
    'enabled',
    'ALTER TABLE hand.booking ENABLE TRIGGER booking_quiet',
    'trigger-enabled hand.booking.booking_quiet',
  ],
  [
    'always',
    'ALTER TABLE hand.booking ENABLE ALWAYS TRIGGER booking_stamp',
    'trigger-enabled hand.booking.booking_stamp',
  ],
  [
    'on replicas only',
    'ALTER TABLE hand.booking ENABLE REPLICA TRIGGER booking_stamp',
    'trigger-enabled hand.booking.booking_stamp',
  ],
  [
    'without its condition',
    'CREATE OR REPLACE TRIGGER booking_stamp BEFORE INSERT OR UPDATE OF room ON hand.booking FOR EACH ROW EXECUTE FUNCTION hand.stamp()',
    'trigger-definition hand.booking.booking_stamp',
  ],
  [
    'for every column',
    'CREATE OR REPLACE TRIGGER booking_stamp BEFORE INSERT OR UPDATE ON hand.booking FOR EACH ROW WHEN (NEW.room > 0) EXECUTE FUNCTION hand.stamp()',
    'trigger-definition hand.booking.booking_stamp',
  ],
  [
    'not deferred',
    'DROP TRIGGER late_checked ON hand.late; CREATE CONSTRAINT TRIGGER late_checked AFTER INSERT ON hand.late FOR EACH ROW EXECUTE FUNCTION hand.stamp()',
    'trigger-definition hand.late.late_checked',
  ],
  [
    'of a partitioned table, disabled on one partition',
    'ALTER TABLE hand.reading_2024 DISABLE TRIGGER reading_stamp',
    'trigger-enabled hand.reading.reading_stamp',
  ],
  [
    'of a partitioned table, dropped',
    'DROP TRIGGER reading_stamp ON hand.reading',
    'trigger-missing hand.reading.reading_stamp',
  ],
  [
    'renamed',
    'ALTER TRIGGER booking_quiet ON hand.booking RENAME TO booking_loud',
    'trigger-renamed hand.booking.booking_quiet',
  ],
  [
    'comment',
    "COMMENT ON TRIGGER booking_stamp ON hand.booking IS 'why'",
    'trigger-comment hand.booking.booking_stamp',
  ],
]);

export const rules = mutations('sink', 'rule', [
  ['dropped', 'DROP RULE cache_keep ON hand.cache', 'rule-missing hand.cache.cache_keep'],
  [
    'another',
    'CREATE OR REPLACE RULE cache_keep AS ON DELETE TO hand.cache DO ALSO NOTIFY kept',
    'rule-definition hand.cache.cache_keep',
  ],
  ['disabled', 'ALTER TABLE hand.cache DISABLE RULE cache_keep', 'rule-enabled hand.cache.cache_keep'],
  ['comment', "COMMENT ON RULE cache_keep ON hand.cache IS 'why'", 'rule-comment hand.cache.cache_keep'],
]);
