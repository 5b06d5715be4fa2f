CREATE FUNCTION short_id() RETURNS text LANGUAGE sql AS $$ SELECT substr(md5(random()::text), 1, 8) $$;
--> statement-breakpoint
CREATE TABLE "thing" (
	"id" text PRIMARY KEY DEFAULT short_id() NOT NULL,
	"name" text
);
