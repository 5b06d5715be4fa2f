CREATE TABLE "line" (
	"item" integer,
	"n" numeric(6, 2),
	CONSTRAINT "line_once" UNIQUE NULLS NOT DISTINCT("item","n")
);
--> statement-breakpoint
ALTER TABLE "line" ADD CONSTRAINT "line_item_item_id_fk" FOREIGN KEY ("item") REFERENCES "shop"."item"("id") ON DELETE cascade ON UPDATE no action;
