DROP SCHEMA "billing" CASCADE;--> statement-breakpoint
DROP TABLE "people";--> statement-breakpoint
DROP TYPE "currency";
