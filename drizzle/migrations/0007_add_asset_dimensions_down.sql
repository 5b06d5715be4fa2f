ALTER TABLE "output_asset" DROP CONSTRAINT "output_asset_dimensions_check";--> statement-breakpoint
DROP INDEX "outputs_unfinished_idx";--> statement-breakpoint
ALTER TABLE "output_asset" DROP COLUMN "height";--> statement-breakpoint
ALTER TABLE "output_asset" DROP COLUMN "width";
