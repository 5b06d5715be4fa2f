CREATE TABLE "b" ("id" integer);
--> statement-breakpoint
CREATE INDEX "b_id" ON "b" ("id");
