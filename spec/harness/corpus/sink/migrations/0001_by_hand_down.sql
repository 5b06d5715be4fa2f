ALTER DEFAULT PRIVILEGES IN SCHEMA warehouse REVOKE SELECT, INSERT ON TABLES FROM driftproof_sink_app;
REVOKE SELECT, INSERT ON public.people FROM driftproof_sink_app;
REVOKE UPDATE (nick) ON public.people FROM driftproof_sink_app;
COMMENT ON TABLE public.people IS NULL;
ALTER TABLE public.people ALTER COLUMN nick SET STORAGE EXTENDED;
DROP SCHEMA hand CASCADE;
DROP EXTENSION btree_gist, citext, pgcrypto;
DROP ROLE driftproof_sink_app;
