CREATE TABLE IF NOT EXISTS "a" ("id" integer);
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "a_id" ON "a" ("id");
