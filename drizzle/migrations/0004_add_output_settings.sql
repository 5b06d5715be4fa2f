ALTER TABLE "outputs" ADD COLUMN "settings" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "outputs" ADD COLUMN "seed" integer;