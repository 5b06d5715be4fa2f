import { blaming } from './rule.ts';

/** Every rule about the schema files by themselves. */
export const schemaRules = blaming('schema', {
  'schema-refused': {
    severity: 'breaking',
    means: 'a statement that the schema makes, which Postgres refuses whatever stands before it',
    advice:
      'correct the declaration; what a platform brings can be made in "prelude" of the driftproof settings',
  },
});
