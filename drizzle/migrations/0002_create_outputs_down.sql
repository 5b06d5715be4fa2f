DROP TABLE "outputs";--> statement-breakpoint
DROP TYPE "public"."output_status";
