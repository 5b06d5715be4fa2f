import { alone, mutations, type Tampering } from '../row.ts';

const remade = (table: string, name: string, definition: string): string =>
  `ALTER TABLE ${table} DROP CONSTRAINT ${name}; ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`;

/** One foreign key of the items, made again in another way. */
const reference = (sentence: string, column: string, rest: string, attribute: string): Tampering => [
  sentence,
  remade(
    'warehouse.items',
    `items_${column}_people_id_fk`,
    `FOREIGN KEY (${column}) REFERENCES people (id) ${rest}`,
  ),
  `foreign-key-${attribute} warehouse.items.items_${column}_people_id_fk`,
];
const place = (rest: string): string => remade('warehouse.items', 'items_place_fk', rest);
const toPlaces = 'FOREIGN KEY (building, shelf) REFERENCES warehouse.places (building, shelf)';
const placeFk = 'warehouse.items.items_place_fk';

export const foreignKeys = mutations('sink', 'foreign-key', [
  reference('cascades no longer on delete', 'cascades', 'ON UPDATE CASCADE', 'on-delete'),
  reference('cascades no longer on update', 'cascades', 'ON DELETE CASCADE', 'on-update'),
  reference('does nothing instead of restricting', 'restricts', 'ON UPDATE RESTRICT', 'on-delete'),
  reference('restricts instead of doing nothing', 'stays', 'ON DELETE RESTRICT', 'on-delete'),
  reference('cascades instead of setting NULL', 'nulls', 'ON DELETE CASCADE ON UPDATE SET NULL', 'on-delete'),
  reference(
    'sets NULL instead of the default',
    'falls',
    'ON DELETE SET DEFAULT ON UPDATE SET NULL',
    'on-update',
  ),
  [
    'a composite key without its actions',
    place(toPlaces),
    `foreign-key-on-delete ${placeFk}`,
    `foreign-key-on-update ${placeFk}`,
  ],
  [
    'a composite key not valid',
    place(`${toPlaces} ON DELETE CASCADE ON UPDATE RESTRICT NOT VALID`),
    `foreign-key-validated ${placeFk}`,
  ],
  [
    'a composite key matched in full',
    place(`${toPlaces} MATCH FULL ON DELETE CASCADE ON UPDATE RESTRICT`),
    `foreign-key-match ${placeFk}`,
  ],
  [
    'a composite key of columns in another order',
    place(
      'FOREIGN KEY (shelf, building) REFERENCES warehouse.places (shelf, building) ON DELETE CASCADE ON UPDATE RESTRICT',
    ),
    `foreign-key-columns ${placeFk}`,
    `foreign-key-referenced-columns ${placeFk}`,
  ],
  [
    'a self reference dropped',
    'ALTER TABLE people DROP CONSTRAINT people_boss_id_people_id_fk',
    'foreign-key-missing public.people.people_boss_id_people_id_fk',
  ],
  [
    'a self reference that leads elsewhere',
    remade('warehouse.items', 'items_parent_fk', 'FOREIGN KEY (parent) REFERENCES people (id)'),
    'foreign-key-references warehouse.items.items_parent_fk',
  ],
  [
    'not deferred any more',
    'ALTER TABLE hand.late ALTER CONSTRAINT late_booking_fk NOT DEFERRABLE',
    'foreign-key-timing hand.late.late_booking_fk',
  ],
  [
    'deferrable, but immediate at first',
    'ALTER TABLE hand.late ALTER CONSTRAINT late_booking_fk DEFERRABLE INITIALLY IMMEDIATE',
    'foreign-key-timing hand.late.late_booking_fk',
  ],
  [
    'validated',
    'ALTER TABLE hand.late VALIDATE CONSTRAINT late_old_fk',
    'foreign-key-validated hand.late.late_old_fk',
  ],
  [
    'sets one column NULL only',
    remade(
      'hand.late',
      'late_place_fk',
      'FOREIGN KEY (a, b) REFERENCES warehouse.places MATCH FULL ON DELETE SET NULL (a)',
    ),
    'foreign-key-set-columns hand.late.late_place_fk',
  ],
  [
    'switched off by one trigger of its own',
    `DO $$ BEGIN EXECUTE format('ALTER TABLE warehouse.items DISABLE TRIGGER %I', (SELECT tgname FROM pg_trigger JOIN pg_constraint k ON k.oid = tgconstraint
       WHERE conname = 'items_parent_fk' AND tgrelid = k.conrelid ORDER BY tgname LIMIT 1)); END $$`,
    'foreign-key-switched-off warehouse.items.items_parent_fk',
  ],
]);

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

const peopleKind = (list: string): string =>
  remade('people', 'people_kind_check', `CHECK (kind IN (${list}))`);

export const checks = mutations('sink', 'check', [
  [
    'another bound',
    remade('people', 'people_age_check', 'CHECK (age >= 0 AND age < 150)'),
    'check-expression public.people.people_age_check',
  ],
  [
    'one bound less',
    remade('people', 'people_age_check', 'CHECK (age >= 0)'),
    'check-expression public.people.people_age_check',
  ],
  [
    'one more in a list',
    peopleKind("'plain', 'staff', 'guest'"),
    'check-expression public.people.people_kind_check',
  ],
  [
    'a list in another order',
    peopleKind("'staff', 'plain'"),
    'check-expression public.people.people_kind_check',
  ],
  [
    'a literal of other capitals',
    peopleKind("'plain', 'Staff'"),
    'check-expression public.people.people_kind_check',
  ],
  [
    'BETWEEN widened',
    remade('warehouse.places', 'places_shelf_check', 'CHECK (shelf BETWEEN 1 AND 100)'),
    'check-expression warehouse.places.places_shelf_check',
  ],
  [
    'always true',
    remade('warehouse.places', 'places_shelf_check', 'CHECK (true)'),
    'check-expression warehouse.places.places_shelf_check',
  ],
  [
    'validated',
    'ALTER TABLE hand.late VALIDATE CONSTRAINT late_old_check',
    'check-validated hand.late.late_old_check',
  ],
  [
    'inherited',
    remade('hand.late', 'late_amount_check', 'CHECK (amount > 0)'),
    'check-no-inherit hand.late.late_amount_check',
  ],
  [
    'of a table and its children, dropped',
    'ALTER TABLE hand.vehicle DROP CONSTRAINT vehicle_wheels_check',
    'check-missing hand.vehicle.vehicle_wheels_check',
  ],
  [
    'of one child',
    'ALTER TABLE hand.truck ADD CONSTRAINT heavy CHECK (load > 0)',
    'check-extra hand.truck.heavy',
  ],
]);

export const newChecks = mutations(
  'sink',
  'check',
  [
    [
      'not enforced',
      remade('people', 'people_age_check', 'CHECK (age >= 0 AND age < 200) NOT ENFORCED'),
      'check-enforced public.people.people_age_check',
      'check-validated public.people.people_age_check',
    ],
  ],
  18,
);

const apart = 'hand.booking.booking_apart';
const exclude = (rest: string): string =>
  `${remade('hand.booking', 'booking_apart', `EXCLUDE USING gist ${rest}`)}; COMMENT ON CONSTRAINT booking_apart ON hand.booking IS 'one guest a room'`;

export const exclusions = mutations('sink', 'exclusion', [
  ['dropped', 'ALTER TABLE hand.booking DROP CONSTRAINT booking_apart', `exclusion-missing ${apart}`],
  ['of less columns', exclude('(during WITH &&) WHERE (room > 2)'), `exclusion-definition ${apart}`],
  ['without its predicate', exclude('(room WITH =, during WITH &&)'), `exclusion-definition ${apart}`],
  [
    'by another operator',
    exclude('(room WITH =, during WITH -|-) WHERE (room > 0)'),
    `exclusion-definition ${apart}`,
  ],
  [
    'deferrable',
    exclude('(room WITH =, during WITH &&) WHERE (room > 0) DEFERRABLE'),
    `exclusion-timing ${apart}`,
  ],
  ['comment', 'COMMENT ON CONSTRAINT booking_apart ON hand.booking IS NULL', `exclusion-comment ${apart}`],
]);
