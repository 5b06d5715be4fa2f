DROP MATERIALIZED VIEW "warehouse"."empty_ages", "ages";--> statement-breakpoint
DROP VIEW "staff", "warehouse"."shelves", "adults";--> statement-breakpoint
DROP TABLE "warehouse"."items", "warehouse"."places";--> statement-breakpoint
DROP TABLE "people", "notes", "indexed", "lists", "kinds", "defaults", "counters";--> statement-breakpoint
DROP ROLE "driftproof_sink_reader", "driftproof_sink_writer";--> statement-breakpoint
DROP SEQUENCE "ticket_seq", "plain_seq", "warehouse"."countdown";--> statement-breakpoint
DROP TYPE "mood", "warehouse"."grade";--> statement-breakpoint
DROP SCHEMA "warehouse";
