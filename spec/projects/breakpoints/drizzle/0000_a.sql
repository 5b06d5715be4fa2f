CREATE TABLE "a" ("id" integer);--> statement-breakpoint
ALTER TABLE "a" ADD COLUMN "n" text;
--> statement-breakpoint
