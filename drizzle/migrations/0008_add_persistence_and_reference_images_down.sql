DROP INDEX "output_asset_is_removed_idx";--> statement-breakpoint
DROP INDEX "output_asset_persist_until_idx";--> statement-breakpoint
DROP INDEX "output_asset_created_at_idx";--> statement-breakpoint
DROP TABLE "reference_images";--> statement-breakpoint
ALTER TABLE "output_asset" DROP COLUMN "is_removed";--> statement-breakpoint
ALTER TABLE "output_asset" DROP COLUMN "persist_until";
