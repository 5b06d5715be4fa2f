CREATE SCHEMA "shop";
--> statement-breakpoint
CREATE ROLE "shop_reader";
--> statement-breakpoint
CREATE TYPE "shop"."size" AS ENUM('small', 'large');
--> statement-breakpoint
CREATE TABLE "shop"."item" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "shop"."item_id_seq" INCREMENT BY 5 MINVALUE 1 MAXVALUE 2147483647 START WITH 100 CACHE 1),
	"size" "shop"."size" NOT NULL,
	"name" varchar(80) NOT NULL,
	"loud" text GENERATED ALWAYS AS (upper(name)) STORED,
	"tags" text[] DEFAULT '{}',
	CONSTRAINT "item_name" CHECK (length("shop"."item"."name") > 0)
);
--> statement-breakpoint
ALTER TABLE "shop"."item" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE INDEX "item_lower" ON "shop"."item" USING btree (lower("name"));
--> statement-breakpoint
CREATE POLICY "small ones" ON "shop"."item" AS PERMISSIVE FOR SELECT TO "shop_reader" USING ("shop"."item"."size" = 'small');
--> statement-breakpoint
CREATE VIEW "shop"."names" AS (select "name" from "shop"."item");
