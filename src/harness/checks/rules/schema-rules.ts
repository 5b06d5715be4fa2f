import { blaming } from './rule.ts';

/** Every rule about the schema files by themselves. */
export const schemaRules = blaming('schema', {
  'schema-refused': {
    severity: 'breaking',
    means: 'Postgres refuses a statement that creates what the schema declares',
    advice:
      'correct the declaration; what a platform brings can be made in "prelude" of the driftproof settings',
  },
});
