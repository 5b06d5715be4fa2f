CREATE TABLE "a" ("id" integer, "n" integer);
