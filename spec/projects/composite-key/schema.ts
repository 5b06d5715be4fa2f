import * as d from 'drizzle-orm/pg-core';

export const room = d.pgTable('room', { house: d.integer().notNull(), number: d.integer().notNull() }, (t) => [
  d.uniqueIndex('room_place').on(t.house, t.number),
]);

/** drizzle-kit prints this foreign key before the unique index that it needs. */
export const bed = d.pgTable('bed', { house: d.integer(), number: d.integer() }, (t) => [
  d.foreignKey({ name: 'bed_room', columns: [t.house, t.number], foreignColumns: [room.house, room.number] }),
]);
