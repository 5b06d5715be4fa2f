ALTER TABLE "users" DROP COLUMN "tier";--> statement-breakpoint
DROP TYPE "public"."user_tier";
