ALTER TABLE "nowhere" ADD COLUMN "n" integer;
