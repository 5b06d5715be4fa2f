CREATE TABLE "profile" (
	"id" uuid PRIMARY KEY NOT NULL,
	"nick" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "profile" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "profile" ADD CONSTRAINT "profile_id_users_id_fk" FOREIGN KEY ("id") REFERENCES "auth"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE POLICY "own profile" ON "profile" AS PERMISSIVE FOR SELECT TO "authenticated" USING ("profile"."id" = (select auth.uid()));
--> statement-breakpoint
CREATE FUNCTION add_profile() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO public.profile (id, nick) VALUES (NEW.id, coalesce(NEW.email, ''));
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER on_sign_up AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION add_profile();
--> statement-breakpoint
CREATE POLICY "own avatar" ON storage.objects FOR ALL TO authenticated USING ((storage.foldername(name))[1] = auth.uid()::text);
