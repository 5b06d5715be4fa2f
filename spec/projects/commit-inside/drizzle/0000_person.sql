CREATE TYPE "mood" AS ENUM ('calm', 'cross');
--> statement-breakpoint
CREATE TABLE "person" ("name" text, "mood" "mood");
