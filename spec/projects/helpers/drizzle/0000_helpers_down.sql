DROP SEQUENCE thing_numbers;
DROP TYPE mood;
DROP TYPE money_of;
DROP DOMAIN slug;
DROP SCHEMA app CASCADE;
DROP FUNCTION short_id();
