CREATE TABLE "a" ("id" integer PRIMARY KEY NOT NULL);
--> statement-breakpoint
CREATE TABLE "b" ("a" integer);
--> statement-breakpoint
ALTER TABLE "b" ADD CONSTRAINT "b_a_a_id_fk" FOREIGN KEY ("a") REFERENCES "a"("id");
