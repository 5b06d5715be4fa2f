CREATE TABLE "sale" ("at" date, "price" integer);
--> statement-breakpoint
CREATE MATERIALIZED VIEW "daily" AS (select "at", "price" from "sale");
--> statement-breakpoint
CREATE VIEW "dear" AS (select "at" from "daily");
--> statement-breakpoint
CREATE MATERIALIZED VIEW "best" AS (select "at" from "dear");
