import { alone, mutations } from '../row.ts';
import { remade } from './remade.ts';

const toPlaces = 'FOREIGN KEY (building, shelf) REFERENCES warehouse.places (building, shelf)';

export const primaryKeys = mutations('sink', 'primary-key', [
  [
    'composite, in another order',
    `ALTER TABLE warehouse.places DROP CONSTRAINT places_key CASCADE; ALTER TABLE warehouse.places ADD CONSTRAINT places_key PRIMARY KEY (shelf, building);
     ALTER TABLE warehouse.items ADD CONSTRAINT items_place_fk ${toPlaces} ON DELETE CASCADE ON UPDATE RESTRICT;
     ALTER TABLE hand.late ADD CONSTRAINT late_place_fk FOREIGN KEY (a, b) REFERENCES warehouse.places (building, shelf) MATCH FULL ON DELETE SET NULL`,
    'primary-key-columns warehouse.places.places_key',
  ],
  [
    'dropped',
    'ALTER TABLE indexed DROP CONSTRAINT indexed_pkey',
    'primary-key-missing public.indexed.indexed_pkey',
  ],
  [
    'of a partitioned table, dropped',
    'ALTER TABLE hand.reading DROP CONSTRAINT reading_pkey',
    'primary-key-missing hand.reading.reading_pkey',
  ],
  [
    'storage parameters',
    'ALTER INDEX indexed_pkey SET (fillfactor = 90)',
    'primary-key-options public.indexed.indexed_pkey',
  ],
  [
    'comment',
    "COMMENT ON CONSTRAINT indexed_pkey ON indexed IS 'why'",
    'primary-key-comment public.indexed.indexed_pkey',
  ],
]);

const uniqueOf = (table: string, name: string, rest: string): string => remade(table, name, `UNIQUE ${rest}`);

export const uniques = mutations('sink', 'unique', [
  [
    'nulls distinct again',
    uniqueOf('people', 'people_nick_key', '(nick)'),
    'unique-nulls-not-distinct public.people.people_nick_key',
  ],
  [
    'composite, nulls distinct again',
    uniqueOf('warehouse.places', 'places_label_grade_key', '(label, grade)'),
    'unique-nulls-not-distinct warehouse.places.places_label_grade_key',
  ],
  [
    'composite, in another order',
    uniqueOf('warehouse.places', 'places_label_grade_key', 'NULLS NOT DISTINCT (grade, label)'),
    'unique-columns warehouse.places.places_label_grade_key',
  ],
  [
    'immediate',
    uniqueOf('hand.booking', 'booking_guest_key', '(guest) INCLUDE (room)'),
    'unique-timing hand.booking.booking_guest_key',
  ],
  [
    'without what it included',
    uniqueOf('hand.booking', 'booking_guest_key', '(guest) DEFERRABLE INITIALLY DEFERRED'),
    'unique-include hand.booking.booking_guest_key',
  ],
  [
    'without its storage parameters',
    'ALTER INDEX hand.booking_code_key RESET (fillfactor)',
    'unique-options hand.booking.booking_code_key',
  ],
  [
    'named by its columns, dropped',
    'ALTER TABLE warehouse.items DROP CONSTRAINT items_name_parent_unique',
    'unique-missing warehouse.items.items_name_parent_unique',
  ],
  [
    'clustered',
    'ALTER TABLE people CLUSTER ON people_email_key',
    'unique-clustered public.people.people_email_key',
  ],
  [
    'invalid',
    alone("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'people_email_key'::regclass"),
    'unique-valid public.people.people_email_key',
  ],
  [
    'switched off',
    'ALTER TABLE hand.booking DISABLE TRIGGER ALL',
    'foreign-key-switched-off hand.late.late_booking_fk',
    'foreign-key-switched-off hand.late.late_old_fk',
    'trigger-enabled hand.booking.booking_stamp',
    'unique-switched-off hand.booking.booking_guest_key',
  ],
]);
