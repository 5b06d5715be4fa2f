ALTER TABLE "users" ADD COLUMN "tier_expires_at" timestamp;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "daily_output_limit" integer DEFAULT 10 NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_daily_output_limit_check" CHECK ("users"."daily_output_limit" >= 0);