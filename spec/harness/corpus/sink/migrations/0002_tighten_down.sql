ALTER TABLE "people" DROP CONSTRAINT "people_kind_check";--> statement-breakpoint
DROP INDEX "indexed_mixed_idx";--> statement-breakpoint
ALTER TABLE "warehouse"."items" ALTER COLUMN "shelf" DROP DEFAULT;--> statement-breakpoint
DROP TABLE "closed";
