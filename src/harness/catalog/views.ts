import {
  comment,
  family,
  ownRelation,
  printed,
  printedExpression,
  sorted,
  storageOptions,
  tablespace,
  userSchema,
} from './family.ts';
import { kindFacts, physical, undeclarable } from './kind.ts';

/** SQL: what a definition does not say about the view's columns, for each column that has something to say. */
const ofColumns = (part: string, text: string): string =>
  `(SELECT coalesce(json_agg(json_build_object('column', a.attname, '${part}', told.text) ORDER BY a.attnum), '[]')
    FROM pg_attribute a
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    CROSS JOIN LATERAL (SELECT ${text} AS text) told
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND told.text IS NOT NULL)`;

const columnComments = ofColumns('comment', comment('pg_class', 'c.oid', 'a.attnum'));

type ColumnComments = { readonly column: string; readonly comment: string }[];

/** Without the semicolon, a printed definition can stand in another statement. */
const definition = printed("btrim(pg_get_viewdef(c.oid), E' ;\\n')");

/** security_invoker, security_barrier and check_option are storage parameters; a column of a view can have a default. */
const viewsSql = `
SELECT n.nspname AS schema, c.relname AS name, ${definition} AS definition,
  ${sorted('c.reloptions')} AS options,
  ${ofColumns('expression', printedExpression('d.adbin', 'd.adrelid'))} AS "columnDefaults",
  ${columnComments} AS "columnComments",
  ${comment('pg_class', 'c.oid')} AS comment
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${userSchema('n')} AND ${ownRelation('c', 'v')}`;

interface ViewRow {
  readonly schema: string;
  readonly name: string;
  readonly definition: string;
  readonly options: string[];
  readonly columnDefaults: { readonly column: string; readonly expression: string }[];
  readonly columnComments: ColumnComments;
  readonly comment: string | null;
}

export const view = kindFacts({
  attributes: {
    definition: { expression: 'query' },
    options: {},
    columnDefaults: { ...undeclarable, expression: 'self' },
    columnComments: physical,
    comment: physical,
  },
});

export const views = family(view, viewsSql, ({ schema, name, ...attributes }: ViewRow) => ({
  id: { kind: 'view', schema, name },
  attributes,
  within: { kind: 'schema', name: schema },
}));

/** WITH NO DATA leaves a materialized view that cannot be queried: not relispopulated. */
const materializedViewsSql = `
SELECT n.nspname AS schema, c.relname AS name, ${definition} AS definition, c.relispopulated AS populated,
  ${storageOptions('c')} AS options,
  (SELECT nullif(am.amname, 'heap') FROM pg_am am WHERE am.oid = c.relam) AS "accessMethod",
  ${tablespace('c')} AS tablespace,
  ${columnComments} AS "columnComments",
  ${comment('pg_class', 'c.oid')} AS comment
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${userSchema('n')} AND ${ownRelation('c', 'm')}`;

interface MaterializedViewRow {
  readonly schema: string;
  readonly name: string;
  readonly definition: string;
  readonly populated: boolean;
  readonly options: string[];
  readonly accessMethod: string | null;
  readonly tablespace: string | null;
  readonly columnComments: ColumnComments;
  readonly comment: string | null;
}

export const materializedView = kindFacts({
  attributes: {
    definition: { expression: 'query' },
    populated: undeclarable,
    options: { severity: 'info' },
    accessMethod: physical,
    tablespace: physical,
    columnComments: physical,
    comment: physical,
  },
});

export const materializedViews = family(
  materializedView,
  materializedViewsSql,
  ({ schema, name, ...attributes }: MaterializedViewRow) => ({
    id: { kind: 'materialized-view', schema, name },
    attributes,
    within: { kind: 'schema', name: schema },
  }),
);
