CREATE TABLE "room" ("house" integer NOT NULL, "number" integer NOT NULL);
--> statement-breakpoint
CREATE UNIQUE INDEX "room_place" ON "room" ("house","number");
--> statement-breakpoint
CREATE TABLE "bed" ("house" integer, "number" integer);
--> statement-breakpoint
ALTER TABLE "bed" ADD CONSTRAINT "bed_room" FOREIGN KEY ("house","number") REFERENCES "room"("house","number");
