import { mutations, type Tampering } from '../row.ts';
import { remade } from './remade.ts';

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
