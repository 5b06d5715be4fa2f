CREATE TABLE "reference_images" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid,
	"output_id" uuid,
	"image_url" text NOT NULL,
	"created_at" timestamp DEFAULT now(),
	"is_avatar" boolean DEFAULT false
);
--> statement-breakpoint
ALTER TABLE "output_asset" ADD COLUMN "persist_until" timestamp;--> statement-breakpoint
ALTER TABLE "output_asset" ADD COLUMN "is_removed" boolean DEFAULT false;--> statement-breakpoint
ALTER TABLE "reference_images" ADD CONSTRAINT "reference_images_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reference_images" ADD CONSTRAINT "reference_images_output_id_outputs_id_fk" FOREIGN KEY ("output_id") REFERENCES "public"."outputs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reference_images_user_id_idx" ON "reference_images" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "reference_images_output_id_idx" ON "reference_images" USING btree ("output_id");--> statement-breakpoint
CREATE INDEX "reference_images_is_avatar_idx" ON "reference_images" USING btree ("is_avatar");--> statement-breakpoint
CREATE INDEX "output_asset_created_at_idx" ON "output_asset" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "output_asset_persist_until_idx" ON "output_asset" USING btree ("persist_until");--> statement-breakpoint
CREATE INDEX "output_asset_is_removed_idx" ON "output_asset" USING btree ("is_removed");