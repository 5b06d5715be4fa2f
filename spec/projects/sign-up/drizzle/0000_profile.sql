CREATE TABLE "profile" ("id" uuid);
--> statement-breakpoint
CREATE FUNCTION sign_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO profile VALUES (new.id); RETURN new; END $$;
--> statement-breakpoint
CREATE TRIGGER on_sign_up AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION sign_up();
