CREATE TYPE "public"."user_tier" AS ENUM('free', 'plus', 'pro');--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "tier" "user_tier" DEFAULT 'free' NOT NULL;