DROP INDEX "outputs_user_id_created_at_idx";--> statement-breakpoint
DROP INDEX "output_asset_output_id_idx";
