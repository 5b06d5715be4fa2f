-- the default, in the end
--> statement-breakpoint

--> statement-breakpoint
ALTER TABLE "a" ALTER COLUMN "m" SET DEFAULT '-- none';
