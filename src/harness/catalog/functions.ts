import type { Value } from '../model/catalog.ts';
import { afterInitdb, catalogQuery, inUserSchema, printed } from './catalog-query.ts';
import { family } from './family.ts';
import { kindFacts, physical } from './kind.ts';
import { type InSchema, perReading, placeOf } from './reading.ts';

const bare = (text: string): string => text.replaceAll(/\r\n?/g, '\n').trim();

/** Line ends, and white space around a text, are changed by people's tools, and no language of functions minds. */
const isRespaced = (text: Value, other: Value): boolean =>
  typeof text === 'string' && typeof other === 'string' && bare(text) === bare(other);

/** drizzle-orm knows no functions. */
export const routine = kindFacts({
  declarable: false,
  attributes: {
    what: {},
    arguments: { expression: 'arguments' },
    returns: {},
    language: {},
    volatility: {},
    securityDefiner: {},
    strict: {},
    leakproof: { severity: 'warning' },
    parallel: { severity: 'warning' },
    cost: { severity: 'info' },
    rows: { severity: 'info' },
    support: { severity: 'info' },
    transforms: {},
    config: {},
    body: {
      expression: 'body',
      severity: (expected, actual) => (isRespaced(expected, actual) ? 'info' : 'breaking'),
    },
    library: {},
    aggregate: {},
    comment: physical,
  },
});

interface FunctionRow extends InSchema {
  readonly types: readonly string[];
  readonly what: string;
  readonly arguments: string;
  readonly returns: string | null;
  readonly language: string;
  readonly volatility: string;
  readonly securityDefiner: boolean;
  readonly leakproof: boolean;
  readonly strict: boolean;
  readonly parallel: string;
  readonly cost: number | null;
  readonly rows: number | null;
  readonly support: string | null;
  readonly transforms: readonly string[];
  readonly config: readonly string[] | null;
  readonly body: string | null;
  readonly library: string | null;
}

const ofUsers = afterInitdb('p.oid');

/** A function that an aggregate consists of; 0, which prints as `-`, is none. */
const part = (column: string): string => `nullif(a.${column}::oid, 0)::regprocedure::text`;

/**
 * The parts of aggregates, as CREATE AGGREGATE spells them. The defaults of
 * finalfunc_modify differ between ordinary and ordered-set aggregates, so a letter is shown unless it means read-only.
 */
const aggregateRows = catalogQuery<{
  readonly oid: number;
  readonly aggregate: Readonly<Record<string, string>>;
}>(
  `
SELECT p.oid, (SELECT json_object_agg(label, value) FROM pg_aggregate a CROSS JOIN LATERAL (VALUES
      ('kind', CASE a.aggkind WHEN 'n' THEN NULL WHEN 'o' THEN 'ordered-set' ELSE 'hypothetical-set' END),
      ('sfunc', ${part('aggtransfn')}), ('stype', format_type(a.aggtranstype, NULL)),
      ('sspace', nullif(a.aggtransspace, 0)::text), ('initcond', a.agginitval),
      ('finalfunc', ${part('aggfinalfn')}), ('finalfunc_extra', nullif(a.aggfinalextra, false)::text),
      ('finalfunc_modify', nullif(a.aggfinalmodify, 'r')::text),
      ('combinefunc', ${part('aggcombinefn')}),
      ('serialfunc', ${part('aggserialfn')}), ('deserialfunc', ${part('aggdeserialfn')}),
      ('msfunc', ${part('aggmtransfn')}), ('minvfunc', ${part('aggminvtransfn')}),
      ('mstype', format_type(nullif(a.aggmtranstype, 0), NULL)), ('msspace', nullif(a.aggmtransspace, 0)::text),
      ('minitcond', a.aggminitval), ('mfinalfunc', ${part('aggmfinalfn')}),
      ('mfinalfunc_extra', nullif(a.aggmfinalextra, false)::text),
      ('mfinalfunc_modify', nullif(a.aggmfinalmodify, 'r')::text),
      ('sortop', nullif(a.aggsortop, 0)::regoperator::text)
    ) parts (label, value)
    WHERE a.aggfnoid = p.oid AND value IS NOT NULL) AS aggregate
FROM pg_proc p WHERE ${ofUsers} AND p.prokind = 'a' AND ${inUserSchema('p.pronamespace')}`,
  `EXISTS (SELECT FROM pg_proc p WHERE ${ofUsers} AND p.prokind = 'a')`,
);

const aggregates = perReading(
  ({ rows }) => new Map(rows(aggregateRows).map(({ oid, aggregate }) => [oid, aggregate])),
);

/**
 * Functions are told apart by name and input types; arguments' names, modes and defaults are attributes.
 * The body is the text as it was written, or what Postgres prints of a SQL-standard one, or the symbol in a library.
 * Cost and rows are shown where they are not what CREATE FUNCTION assumes.
 * A range type makes its constructors itself: they depend on it internally (deptype \`i\`).
 */
const functionRows = catalogQuery<FunctionRow>(`
SELECT p.oid, p.pronamespace AS schema, p.proname AS name,
  ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY AS listed (t, place) ORDER BY place) AS types,
  CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window' ELSE 'function' END
    AS what,
  ${printed('pg_get_function_arguments(p.oid)')} AS arguments, pg_get_function_result(p.oid) AS returns,
  l.lanname AS language,
  CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END AS volatility,
  p.prosecdef AS "securityDefiner", p.proleakproof AS leakproof, p.proisstrict AS strict,
  CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END AS parallel,
  nullif(p.procost, CASE WHEN l.lanname IN ('c', 'internal') THEN 1 ELSE 100 END) AS cost,
  CASE WHEN p.proretset THEN nullif(p.prorows, 1000) END AS rows,
  nullif(p.prosupport, 0)::regprocedure::text AS support,
  ARRAY(SELECT format_type(t, NULL) FROM unnest(p.protrftypes) t) AS transforms,
  p.proconfig AS config,
  CASE WHEN p.prokind <> 'a' THEN coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) END AS body,
  p.probin AS library
FROM pg_proc p
JOIN pg_language l ON l.oid = p.prolang
WHERE ${ofUsers} AND ${inUserSchema('p.pronamespace')}
  AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_catalog.pg_proc'::regclass
    AND i.objid = p.oid AND i.deptype = 'i')`);

export const functions = family(
  routine,
  functionRows,
  (row, reading) => {
    const { oid, schema, name, types, transforms, config, ...attributes } = row;
    const place = placeOf(reading, 'function', 'pg_proc', row);
    return (
      place && {
        id: { ...place.id, arguments: types },
        within: place.within,
        attributes: {
          ...attributes,
          aggregate: aggregates(reading).get(oid) ?? null,
          transforms: [...transforms].sort(),
          config: [...(config ?? [])].sort(),
          comment: reading.comment('pg_proc', oid),
        },
      }
    );
  },
  [aggregateRows],
);
