DROP TABLE "tickets"; DROP TYPE "state";
