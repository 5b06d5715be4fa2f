CREATE TABLE "home" (
	"id" serial PRIMARY KEY NOT NULL,
	"code" text,
	CONSTRAINT "home_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "room" ("home" integer);
--> statement-breakpoint
ALTER TABLE "room" ADD CONSTRAINT "room_home_home_id_fk" FOREIGN KEY ("home") REFERENCES "home"("id");
--> statement-breakpoint
CREATE INDEX "room_home_index" ON "room" ("home");
