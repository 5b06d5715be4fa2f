CREATE TABLE "thing" (
	"id" text PRIMARY KEY DEFAULT short_id() NOT NULL,
	"name" text NOT NULL,
	"slug" "slug" NOT NULL,
	"price" money_of,
	"mood" "mood" DEFAULT 'calm',
	"number" bigint DEFAULT nextval('thing_numbers'),
	"owner" uuid,
	CONSTRAINT "thing_name_is_good" CHECK (app.is_good("thing"."name"))
);
--> statement-breakpoint
ALTER TABLE "thing" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "part" (
	"thing_name" text NOT NULL,
	"thing_slug" "slug" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "thing" ADD CONSTRAINT "thing_owner_users_id_fk" FOREIGN KEY ("owner") REFERENCES "auth"."users"("id");
--> statement-breakpoint
CREATE UNIQUE INDEX "thing_name_slug_idx" ON "thing" ("name","slug");
--> statement-breakpoint
CREATE INDEX "thing_normal_name_idx" ON "thing" (app.normal("name"));
--> statement-breakpoint
ALTER TABLE "part" ADD CONSTRAINT "part_of_thing" FOREIGN KEY ("thing_name","thing_slug") REFERENCES "thing"("name","slug");
--> statement-breakpoint
CREATE MATERIALIZED VIEW "zeta" AS SELECT "name" FROM "thing";
--> statement-breakpoint
CREATE MATERIALIZED VIEW "alpha" AS SELECT "name" FROM "zeta";
--> statement-breakpoint
CREATE VIEW "named" AS SELECT "name" FROM "thing";
--> statement-breakpoint
CREATE POLICY "own things" ON "thing" FOR SELECT USING (app.is_owner("owner"));
