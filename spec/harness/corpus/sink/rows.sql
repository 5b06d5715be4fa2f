-- Rows for what a change does to a table that holds some; no migration makes them.
INSERT INTO public.people (email, nick, age) VALUES ('a@x', 'a', 20), ('b@x', 'b', 30);
INSERT INTO warehouse.places VALUES ('A', 1, 'x');
INSERT INTO hand.booking (room, during, guest, name, code) VALUES (1, '[2024-01-01,2024-01-02)', 'Ann', 'a', 'aa'), (2, '[2024-01-01,2024-01-02)', 'Bob', 'b', 'bb');
INSERT INTO hand.reading (at, sensor) VALUES ('2024-05-05', 1), ('2030-01-01', 2);
INSERT INTO public.indexed (id, name, made) VALUES ('00000000-0000-0000-0000-000000000001', 'same', '2024-01-01'), ('00000000-0000-0000-0000-000000000002', 'other', '2024-01-01');
REFRESH MATERIALIZED VIEW hand.rooms;
