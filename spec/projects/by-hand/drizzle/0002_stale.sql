ALTER TYPE "state" ADD VALUE 'stale';
ALTER TABLE "tickets" ALTER COLUMN "state" SET DEFAULT 'stale';
CREATE INDEX "tickets_stale_idx" ON "tickets" ("title") WHERE "state" = 'stale';
