import { mutations } from '../row.ts';
import { remade } from './remade.ts';

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
const remadeApart = (definition: string): string =>
  `${remade('hand.booking', 'booking_apart', definition)}; COMMENT ON CONSTRAINT booking_apart ON hand.booking IS 'one guest a room'`;
const exclude = (rest: string): string => remadeApart(`EXCLUDE USING gist ${rest}`);

export const exclusions = mutations('sink', 'exclusion', [
  ['dropped', 'ALTER TABLE hand.booking DROP CONSTRAINT booking_apart', `exclusion-missing ${apart}`],
  [
    'of less columns',
    exclude('(during WITH &&) WHERE (room > 2)'),
    `exclusion-keys ${apart}`,
    `exclusion-predicate ${apart}`,
  ],
  ['without its predicate', exclude('(room WITH =, during WITH &&)'), `exclusion-predicate ${apart}`],
  [
    'by another operator',
    exclude('(room WITH =, during WITH -|-) WHERE (room > 0)'),
    `exclusion-keys ${apart}`,
  ],
  [
    'by another method, which knows equality only',
    remadeApart('EXCLUDE USING btree (room WITH =) WHERE (room > 0)'),
    `exclusion-keys ${apart}`,
    `exclusion-method ${apart}`,
  ],
  [
    'with an included column',
    exclude('(room WITH =, during WITH &&) INCLUDE (code) WHERE (room > 0)'),
    `exclusion-include ${apart}`,
  ],
  [
    'with storage parameters',
    exclude('(room WITH =, during WITH &&) WITH (fillfactor = 70) WHERE (room > 0)'),
    `exclusion-options ${apart}`,
  ],
  [
    'deferrable',
    exclude('(room WITH =, during WITH &&) WHERE (room > 0) DEFERRABLE'),
    `exclusion-timing ${apart}`,
  ],
  ['comment', 'COMMENT ON CONSTRAINT booking_apart ON hand.booking IS NULL', `exclusion-comment ${apart}`],
]);
