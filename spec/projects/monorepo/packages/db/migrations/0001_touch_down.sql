DROP TRIGGER "lines_are_positive" ON "billing"."invoice_lines";--> statement-breakpoint
DROP FUNCTION "billing"."refuse_negative"();
