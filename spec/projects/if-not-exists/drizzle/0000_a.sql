CREATE TABLE IF NOT EXISTS "a" ("id" integer);
