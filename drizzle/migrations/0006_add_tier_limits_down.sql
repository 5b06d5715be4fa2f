ALTER TABLE "users" DROP CONSTRAINT "users_daily_output_limit_check";--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "daily_output_limit";--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "tier_expires_at";
