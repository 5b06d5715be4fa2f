CREATE INDEX IF NOT EXISTS "a_id" ON "a" ("id");
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS plpgsql;
