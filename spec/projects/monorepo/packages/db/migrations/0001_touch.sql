CREATE FUNCTION "billing"."refuse_negative"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.amount < 0 THEN RAISE EXCEPTION 'negative'; END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER "lines_are_positive" BEFORE INSERT OR UPDATE ON "billing"."invoice_lines"
  FOR EACH ROW EXECUTE FUNCTION "billing"."refuse_negative"();
