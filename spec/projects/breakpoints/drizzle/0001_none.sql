CREATE TABLE "b" ("id" integer);
ALTER TABLE "a" ADD COLUMN "m" text;
