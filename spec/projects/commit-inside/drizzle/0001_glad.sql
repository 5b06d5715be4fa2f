ALTER TYPE "mood" ADD VALUE 'glad';
--> statement-breakpoint
COMMIT;
--> statement-breakpoint
ALTER TABLE "person" ALTER COLUMN "mood" SET DEFAULT 'glad';
--> statement-breakpoint
CREATE INDEX CONCURRENTLY "person_name" ON "person" ("name");
