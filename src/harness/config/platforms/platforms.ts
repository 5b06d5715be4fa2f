import type { PlatformName } from '../../model/settings.ts';
import { neon } from './neon.ts';
import type { Platform } from './platform.ts';
import { rds } from './rds.ts';
import { supabase } from './supabase.ts';

export const platforms: Readonly<Record<PlatformName, Platform>> = { supabase, neon, rds };

/** The platform that a server with these roles is of; undefined where none is known. */
export const platformWith = (roles: readonly string[]): PlatformName | undefined =>
  (Object.keys(platforms) as PlatformName[]).find((name) => roles.includes(platforms[name].mark));
