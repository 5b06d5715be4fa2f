import { quoteText } from '../postgres/connection.ts';
import { inUserSchema } from './catalog-query.ts';

/** SQL: true, which the planner knows before it looks for rows. */
const readsAll = `'all' = 'all'`;

/** SQL condition: of a reading of some schemas, that the schema of this oid is one of them. */
export const inAskedSchema = (oid: string): string => `(${readsAll} OR ${inUserSchema(oid)})`;

/** SQL condition: the same of the relation of this oid. */
export const isAskedRelation = (oid: string): string => `(${readsAll} OR ${oid} IN (${relationsAsked}))`;

const relationsAsked = `SELECT asked.oid FROM pg_class asked WHERE ${inUserSchema('asked.relnamespace')}`;

/** What has most of the comments. */
const commented: Readonly<Record<string, string>> = {
  pg_class: 'relnamespace',
  pg_constraint: 'connamespace',
  pg_type: 'typnamespace',
  pg_proc: 'pronamespace',
};

/** SQL condition: the same of what a comment is on, as far as that is a relation, a constraint, a type or a function. */
export const isOnAsked = (catalog: string, oid: string): string => {
  const [names, schemas] = [Object.keys(commented), Object.entries(commented)];
  const asked = schemas.map(([from, schema]) => `SELECT oid FROM ${from} WHERE ${inUserSchema(schema)}`);
  return `(${readsAll} OR ${catalog} <> ALL ('{${names}}'::regclass[]) OR ${oid} IN (${asked.join(' UNION ALL ')}))`;
};

const aboutUsers =
  /([\w.]+) !~ '\^pg_' AND \1 <> 'information_schema'|([\w.]+) !~ '\^\(pg_toast\|pg_temp\|information_schema\$\)'/g;

/**
 * SQL: a statement about some schemas alone: wherever it asks whether one is a user's, it asks whether it is one of those.
 * What it is answered does not grow with the others.
 */
export const ofSchemas = (sql: string, names: readonly string[]): string =>
  sql
    .replaceAll(readsAll, 'FALSE')
    .replace(
      aboutUsers,
      (_, users, withRights) =>
        `${users ?? withRights} = ANY (ARRAY[${names.map(quoteText).join(', ')}]::name[])`,
    );
