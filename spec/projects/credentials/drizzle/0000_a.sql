CREATE TABLE "a" ("n" integer);
