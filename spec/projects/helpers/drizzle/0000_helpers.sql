CREATE SCHEMA app;
--> statement-breakpoint
CREATE FUNCTION short_id() RETURNS text LANGUAGE sql AS $$ SELECT substr(md5(random()::text), 1, 8) $$;
--> statement-breakpoint
CREATE FUNCTION app.normal(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(name) $$;
--> statement-breakpoint
CREATE FUNCTION app.is_good(name text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT name <> '' $$;
--> statement-breakpoint
CREATE FUNCTION app.is_owner(owner uuid) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT owner = auth.uid() $$;
--> statement-breakpoint
CREATE DOMAIN slug AS text CHECK (VALUE ~ '^[a-z-]+$');
--> statement-breakpoint
CREATE TYPE money_of AS (amount numeric(12, 2), currency char(3));
--> statement-breakpoint
CREATE TYPE mood AS ENUM ('calm', 'cross');
--> statement-breakpoint
CREATE SEQUENCE thing_numbers START 1000;
