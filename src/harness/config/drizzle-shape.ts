import * as v from 'valibot';
import { atLeast, exactWord, listOf, mustBe, oneOf, text, textOrTexts } from './shapes.ts';

const roles = atLeast({
  provider: v.optional(text),
  include: v.optional(listOf(text)),
  exclude: v.optional(listOf(text)),
});

/** What is read of a drizzle config (drizzle-kit's documentation, "drizzle.config.ts"). */
export const drizzleShape = atLeast({
  dialect: exactWord('postgresql', 'no other dialect is supported'),
  schema: v.optional(textOrTexts),
  out: v.optional(text),
  casing: v.optional(oneOf(['snake_case', 'camelCase'], 'casing')),
  dbCredentials: v.optional(v.unknown()),
  migrations: v.optional(atLeast({ schema: v.optional(text), table: v.optional(text) })),
  schemaFilter: v.optional(textOrTexts),
  tablesFilter: v.optional(textOrTexts),
  extensionsFilters: v.optional(listOf(text)),
  entities: v.optional(
    atLeast({ roles: v.optional(v.union([v.boolean(), roles], mustBe('true, false or an object'))) }),
  ),
});

export type DrizzleConfig = v.InferOutput<typeof drizzleShape>;
