CREATE TABLE "person" ("name" text, "created_at" timestamp DEFAULT now());
--> statement-breakpoint
CREATE UNIQUE INDEX "person_name" ON "person" (lower("name"));
