CREATE TYPE "public"."mood" AS ENUM('sad', 'glad');
--> statement-breakpoint
CREATE TABLE "diary" ("mood" "mood" DEFAULT 'sad');
