CREATE TABLE "a" ("x" integer);
--> statement-breakpoint
CREATE TABLE "b" ("x" integer);
--> statement-breakpoint
CREATE TABLE "c" ("x" jsonb);
--> statement-breakpoint
CREATE TABLE "e" ("x" text);
