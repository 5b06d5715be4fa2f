import type { CatalogObject } from '../model/catalog.ts';
import type { DrizzleConfig } from './drizzle-shape.ts';

/** `entities.roles` of a drizzle config. */
type RolesOption = NonNullable<DrizzleConfig['entities']>['roles'];

/** A role as drizzle-kit prints it (its sqlgenerator.ts). */
const createRole = /^CREATE ROLE "(.+?)"(?: WITH(.*))?;$/;

/** The roles that a schema declares, from the statements that create them. */
export const declaredRoles = (statements: readonly string[]): CatalogObject[] =>
  statements.flatMap((statement) => {
    const [, name, options = ''] = createRole.exec(statement.trim()) ?? [];
    if (name === undefined) return [];
    const says = (word: string): boolean => options.split(' ').includes(word);
    return {
      id: { kind: 'role', name },
      attributes: { createDb: says('CREATEDB'), createRole: says('CREATEROLE'), inherit: !says('NOINHERIT') },
    };
  });

/** Roles that a platform provides (drizzle-kit's pgSerializer.ts). */
const provided: Readonly<Record<string, readonly string[]>> = {
  supabase: [
    'anon',
    'authenticator',
    'authenticated',
    'service_role',
    'supabase_auth_admin',
    'supabase_storage_admin',
    'dashboard_user',
    'supabase_admin',
  ],
  neon: ['authenticated', 'anonymous'],
};

/** Which roles a project manages; undefined when it manages none, which is the default, as in drizzle-kit. */
export function managedRoles(option: RolesOption = false): ((name: string) => boolean) | undefined {
  if (typeof option === 'boolean') return option ? () => true : undefined;
  const { provider = '', include = [], exclude = [] } = option;
  const not = [...(provided[provider] ?? []), ...exclude];
  return (name) => !not.includes(name) && (include.length === 0 || include.includes(name));
}

/** The platform whose roles a project leaves out, by drizzle-kit's name for it. */
export const providerOf = (option: RolesOption): string | undefined =>
  typeof option === 'object' ? option.provider : undefined;
