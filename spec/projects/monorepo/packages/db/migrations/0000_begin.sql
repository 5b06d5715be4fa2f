CREATE SCHEMA "billing";--> statement-breakpoint
CREATE TYPE "public"."currency" AS ENUM('EUR', 'CHF');--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"full_name" varchar(80) NOT NULL,
	"email_address" varchar NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "people_name_is_said" CHECK ("people"."full_name" <> '')
);--> statement-breakpoint
CREATE TABLE "billing"."invoice_lines" (
	"invoice_id" uuid NOT NULL,
	"line_number" integer NOT NULL,
	"amount" numeric(12, 2) NOT NULL,
	CONSTRAINT "invoice_lines_invoice_id_line_number_pk" PRIMARY KEY("invoice_id","line_number")
);--> statement-breakpoint
CREATE TABLE "billing"."invoices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"billed_to" uuid NOT NULL,
	"currency" "currency" DEFAULT 'EUR' NOT NULL,
	"total_amount" numeric(12, 2) NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);--> statement-breakpoint
ALTER TABLE "billing"."invoice_lines" ADD CONSTRAINT "invoice_lines_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "billing"."invoices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing"."invoices" ADD CONSTRAINT "invoices_billed_to_people_id_fk" FOREIGN KEY ("billed_to") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "people_email_idx" ON "people" USING btree (lower("email_address")) WHERE "people"."deleted_at" IS NULL;--> statement-breakpoint
CREATE INDEX "invoices_billed_to_created_at_index" ON "billing"."invoices" USING btree ("billed_to","created_at" DESC NULLS LAST);
