CREATE TABLE "note" ("owner" text DEFAULT auth.user_id(), "text" text);
--> statement-breakpoint
ALTER TABLE "note" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "own" ON "note" AS PERMISSIVE FOR SELECT TO "authenticated" USING ("note"."owner" = auth.user_id());
