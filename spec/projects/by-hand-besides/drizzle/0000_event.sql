DO $$ BEGIN
 CREATE TYPE "mood" AS ENUM('calm', 'cross');
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
--> statement-breakpoint
CREATE TABLE "event" (
	"id" integer,
	"at" timestamp,
	"mood" "mood",
	CONSTRAINT "event_id_at_pk" PRIMARY KEY("id","at")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE event_2025 PARTITION OF event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--> statement-breakpoint
CREATE INDEX "event_at" ON "event" ("at");
--> statement-breakpoint
CREATE MATERIALIZED VIEW "latest" AS (select "id" from "event");
--> statement-breakpoint
CREATE UNIQUE INDEX latest_id ON latest (id);
--> statement-breakpoint
CREATE EXTENSION btree_gist;
--> statement-breakpoint
CREATE TABLE "stay" ("event" integer, "during" tsrange, EXCLUDE USING gist (event WITH =, during WITH &&));
--> statement-breakpoint
COMMENT ON TABLE stay IS 'one after another';
--> statement-breakpoint
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER touch BEFORE UPDATE ON stay FOR EACH ROW EXECUTE FUNCTION touch();
--> statement-breakpoint
GRANT SELECT ON stay TO PUBLIC;
