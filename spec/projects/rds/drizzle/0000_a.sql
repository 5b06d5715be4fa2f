CREATE TABLE "a" ("n" integer);
--> statement-breakpoint
GRANT SELECT ON "a" TO rds_superuser;
