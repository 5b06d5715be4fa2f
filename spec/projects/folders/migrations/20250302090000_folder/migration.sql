ALTER TABLE "notes" ADD COLUMN "folder" text;
