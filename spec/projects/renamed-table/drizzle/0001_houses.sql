ALTER TABLE "home" RENAME TO "house";
--> statement-breakpoint
ALTER TABLE "room" RENAME COLUMN "home" TO "house";
