CREATE TABLE "closed" (
	"id" integer
);
--> statement-breakpoint
ALTER TABLE "closed" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "warehouse"."items" ALTER COLUMN "shelf" SET DEFAULT 1;--> statement-breakpoint
CREATE INDEX "indexed_mixed_idx" ON "indexed" USING btree ("kind",("rank" + "size"));--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_kind_check" CHECK ("people"."kind" IN ('plain', 'staff'));