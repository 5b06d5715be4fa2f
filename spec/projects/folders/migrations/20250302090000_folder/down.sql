ALTER TABLE "notes" DROP COLUMN "folder";
