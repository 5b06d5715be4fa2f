import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { settingsPlace } from '../../config/load-settings.ts';
import { ifProblem } from '../../model/problem.ts';
import { type PlatformName, platformNames } from '../../model/settings.ts';
import type { Context } from '../context.ts';
import { liveAddress } from '../live-address.ts';
import { kept, type Planned, planned } from './planned.ts';
import { type Surroundings, whoNeeds } from './surroundings.ts';

/** `driftproof.config`, in the language of the project, with what can be told of it from its files. */
export async function settingsFile(context: Context, surroundings: Surroundings): Promise<Planned> {
  const { home, show } = surroundings;
  const place = await settingsPlace(context.project);
  if (place !== undefined) return kept(place, 'the settings are there');
  const language = languageOf(context.project.configFile, surroundings);
  const path = join(home, `driftproof.config.${language === 'ts' ? 'ts' : 'js'}`);
  return planned(path, show(path), settingsText(language, foundSettings(context, surroundings)));
}

export type Language = 'ts' | 'esm' | 'commonjs';

/** TypeScript where the drizzle config is, or where a tsconfig.json lies beside it; else what Node takes `.js` for. */
export function languageOf(configFile: string, { home, manifests }: Surroundings): Language {
  if (extname(configFile) === '.ts' || existsSync(join(home, 'tsconfig.json'))) return 'ts';
  return manifests[0]?.type === 'module' ? 'esm' : 'commonjs';
}

interface FoundSetting {
  readonly name: 'platform' | 'ledger';
  readonly value: string;
  readonly from: string;
}

function settingsText(language: Language, settings: readonly FoundSetting[]): string {
  const lines = settings.map(({ name, value, from }) => `  ${name}: '${value}', // ${from}\n`);
  const given = lines.length === 0 ? '{}' : `{\n${lines.join('')}}`;
  return language === 'commonjs'
    ? `const { defineConfig } = require('driftproof');\n\nmodule.exports = defineConfig(${given});\n`
    : `import { defineConfig } from 'driftproof';\n\nexport default defineConfig(${given});\n`;
}

function foundSettings(context: Context, surroundings: Surroundings): FoundSetting[] {
  const [platform, from] = platformOf(context, surroundings) ?? [];
  const ledger = isOfSupabase(context.project.out);
  return [
    ...(platform && from ? [{ name: 'platform', value: platform, from } as const] : []),
    ...(ledger ? [{ name: 'ledger', value: 'supabase', from: ledger } as const] : []),
  ];
}

const hosts: readonly (readonly [RegExp, PlatformName])[] = [
  [/\.supabase\.(co|com)$/, 'supabase'],
  [/\.neon\.tech$/, 'neon'],
  [/\.rds\.amazonaws\.com$/, 'rds'],
];

const packages: readonly (readonly [string, PlatformName])[] = [
  ['@neondatabase/serverless', 'neon'],
  ['@supabase/supabase-js', 'supabase'],
];

/** The platform that a project runs on, and what shows it: the surest first. */
function platformOf(
  context: Context,
  surroundings: Surroundings,
): readonly [PlatformName, string] | undefined {
  const { provider, out } = context.project;
  const provided = platformNames.find((name) => name === provider);
  if (provided) return [provided, 'entities.roles.provider of the drizzle config'];
  const host = hostOf(context);
  const hosted = hosts.find(([pattern]) => pattern.test(host));
  if (hosted) return [hosted[1], "the database's host"];
  const cli = isOfSupabase(out);
  if (cli) return ['supabase', cli];
  const needed = packages.find(([name]) => whoNeeds(name, surroundings));
  return needed && [needed[1], `${needed[0]} in package.json`];
}

function hostOf(context: Context): string {
  try {
    return new URL(liveAddress(context).url).hostname;
  } catch (error) {
    return ifProblem('')(error);
  }
}

/** What shows that Supabase's own CLI applies the migrations: they lie beside its config. */
const isOfSupabase = (out: string): string | undefined =>
  /[\\/]supabase[\\/]migrations$/.test(out) && existsSync(join(out, '../config.toml'))
    ? 'supabase/config.toml is beside the migrations'
    : undefined;
