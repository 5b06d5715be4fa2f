CREATE TABLE "a" ("id" integer, "at" timestamp);
