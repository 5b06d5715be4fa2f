import { kindFacts } from './kind.ts';

/** drizzle-orm knows no extensions, and nothing of what belongs to one. */
export const extensionMember = kindFacts({
  declarable: false,
  attributes: { definition: {}, query: { expression: 'query' } },
});
