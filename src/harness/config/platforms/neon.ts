import type { Platform } from './platform.ts';

/**
 * A Neon project: its roles (Neon's documentation, "Manage roles"), those of its Data API and of Neon Auth, and what
 * drizzle-orm/neon refers to. `auth` holds the functions of the extension pg_session_jwt, which no other server has.
 */
export const neon: Platform = {
  mark: 'neon_superuser',
  roles: ['neon_superuser', 'authenticated', 'anonymous', 'authenticator'],
  schemas: ['auth', 'neon', 'neon_auth', 'neon_migration', 'pgrst'],
  objects: `
CREATE SCHEMA auth; CREATE SCHEMA neon_auth;
CREATE FUNCTION auth.user_id() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('request.jwt.claim.sub', true), '') $$;
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT auth.user_id()::uuid $$;
CREATE FUNCTION auth.session() RETURNS jsonb LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;
CREATE TABLE neon_auth.users_sync (raw_json jsonb NOT NULL, id text PRIMARY KEY, name text, email text,
  created_at timestamptz, deleted_at timestamptz, updated_at timestamptz);`,
};
