ALTER TABLE "outputs" DROP COLUMN "seed";--> statement-breakpoint
ALTER TABLE "outputs" DROP COLUMN "settings";
