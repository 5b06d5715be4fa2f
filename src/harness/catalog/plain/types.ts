import { collationName } from '../catalog-query.ts';
import { functionAt, inWords, nameIn, plainKind } from './plain-kind.ts';

const ofRange = (sql: string): string => `(SELECT ${sql} FROM pg_range r WHERE r.rngtypid = o.oid)`;
const rangeFunction = (column: string): string => ofRange(`nullif(r.${column}::oid, 0)::regprocedure::text`);

/** Postgres manual, "pg_range". */
export const rangeType = plainKind({
  kind: 'range-type',
  catalog: 'pg_type',
  name: 'o.typname',
  schema: 'typnamespace',
  where: `o.typtype = 'r'`,
  attributes: {
    subtype: { sql: ofRange('format_type(r.rngsubtype, NULL)') },
    operatorClass: { sql: ofRange(nameIn('pg_opclass', 'opc', 'r.rngsubopc')) },
    collation: {
      sql: ofRange(`CASE WHEN r.rngcollation <> (SELECT s.typcollation FROM pg_type s WHERE s.oid = r.rngsubtype)
        THEN ${collationName('r.rngcollation')} END`),
    },
    canonical: { sql: rangeFunction('rngcanonical') },
    subtypeDifference: { sql: rangeFunction('rngsubdiff'), severity: 'warning' },
    multirange: { sql: ofRange('format_type(r.rngmultitypid, NULL)') },
    multirangeComment: { sql: ofRange(`obj_description(r.rngmultitypid, 'pg_type')`), severity: 'info' },
  },
});

/**
 * A type has an array type, a range a multirange type, a table a row type: none of them is its own object. What array types
 * read with gives no other type (Postgres manual, "pg_type"). A type that is not defined yet is a shell.
 */
export const baseType = plainKind({
  kind: 'base-type',
  catalog: 'pg_type',
  name: 'o.typname',
  schema: 'typnamespace',
  where: `(o.typtype = 'p' AND NOT o.typisdefined OR o.typtype = 'b' AND o.typinput <> 'pg_catalog.array_in'::regproc)`,
  attributes: {
    defined: { sql: 'o.typisdefined' },
    input: { sql: functionAt('typinput') },
    output: { sql: functionAt('typoutput') },
    receive: { sql: functionAt('typreceive') },
    send: { sql: functionAt('typsend') },
    modifierInput: { sql: functionAt('typmodin') },
    modifierOutput: { sql: functionAt('typmodout') },
    analyze: { sql: functionAt('typanalyze'), severity: 'warning' },
    subscript: { sql: functionAt('typsubscript') },
    length: { sql: 'o.typlen' },
    byValue: { sql: 'o.typbyval' },
    alignment: { sql: inWords('o.typalign', { c: 'char', s: 'int2', i: 'int4', d: 'double' }) },
    storage: {
      sql: inWords('o.typstorage', { p: 'plain', e: 'external', m: 'main', x: 'extended' }),
      severity: 'info',
    },
    category: { sql: 'o.typcategory' },
    preferred: { sql: 'o.typispreferred' },
    default: { sql: 'o.typdefault' },
    element: { sql: 'CASE WHEN o.typelem <> 0 THEN format_type(o.typelem, NULL) END' },
    delimiter: { sql: 'o.typdelim' },
    collatable: { sql: 'o.typcollation <> 0' },
  },
});
