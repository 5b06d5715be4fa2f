ALTER TABLE "output_asset" ADD COLUMN "width" integer;--> statement-breakpoint
ALTER TABLE "output_asset" ADD COLUMN "height" integer;--> statement-breakpoint
CREATE INDEX "outputs_unfinished_idx" ON "outputs" USING btree ("created_at") WHERE "outputs"."status" IN ('queued', 'running');--> statement-breakpoint
ALTER TABLE "output_asset" ADD CONSTRAINT "output_asset_dimensions_check" CHECK ("output_asset"."width" > 0 AND "output_asset"."height" > 0);