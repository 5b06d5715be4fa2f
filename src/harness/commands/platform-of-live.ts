import type { Scope } from '../catalog/scope.ts';
import { preludeOf } from '../config/platforms/platform.ts';
import { platforms, platformWith } from '../config/platforms/platforms.ts';
import type { PlatformName, Settings } from '../model/settings.ts';
import type { Notes } from './notes.ts';

/** What of a context a platform concerns. */
interface Concerned {
  readonly settings: Settings;
  readonly scope: Scope;
}

/** A context in which the platform's own is on every scratch database, and is nobody's to answer for. */
export function onPlatform<C extends Concerned>(context: C, name: PlatformName): C {
  const { settings, scope } = context;
  const platform = platforms[name];
  const others = platform.schemas.filter((schema) => !scope.schemas.includes(schema));
  return {
    ...context,
    settings: { ...settings, platform: name, prelude: [...preludeOf(platform), ...settings.prelude] },
    scope: { ...scope, schemas: [...scope.schemas, ...others.map((schema) => `!${schema}`)] },
  };
}

/** The same for what a live database's roles show, where the settings name no platform; says so. */
export function onPlatformOf<C extends Concerned & { readonly notes: Notes }>(
  context: C,
  roles: readonly string[],
): C {
  const name = platformWith(roles);
  if (!name || context.settings.platform) return context;
  context.notes.note(
    `the database is on ${name}, whose own objects are left out; for verify, set platform: '${name}' in the driftproof settings`,
  );
  return onPlatform(context, name);
}
