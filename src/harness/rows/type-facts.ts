import type { Row } from '../postgres/connection.ts';

/** A type as it matters to whoever makes values of it. */
export interface TypeFacts {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  /** As in pg_type: base, composite, domain, enum, range, multirange. */
  readonly kind: 'b' | 'c' | 'd' | 'e' | 'r' | 'm' | 'p';
  /** The oid of what an array, a domain, a range or a multirange is made of. */
  readonly of: string | null;
  readonly isArray: boolean;
  /** What is between the elements of an array of this type. */
  readonly delimiter: string;
  /** What a domain adds to its base type. */
  readonly typmod: number;
  readonly notNull: boolean;
  readonly checks: readonly string[];
  readonly labels: readonly string[];
  readonly attributes: readonly { readonly type: string; readonly typmod: number }[];
}

/** SQL: every type that a column of a user's table `c` has for which a condition holds, and the types that those are made of. */
export const typesSql = (condition: string): string => `
WITH RECURSIVE used (oid) AS (
  SELECT a.atttypid FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND ${condition}
  UNION
  SELECT part.oid FROM used JOIN pg_type t ON t.oid = used.oid CROSS JOIN LATERAL (
    SELECT t.typelem WHERE t.typcategory = 'A'
    UNION ALL SELECT t.typbasetype
    UNION ALL SELECT rngsubtype FROM pg_range WHERE rngtypid = t.oid
    UNION ALL SELECT rngtypid FROM pg_range WHERE rngmultitypid = t.oid
    UNION ALL SELECT atttypid FROM pg_attribute WHERE attrelid = t.typrelid AND attnum > 0 AND NOT attisdropped
  ) part (oid) WHERE part.oid <> 0
)
SELECT t.oid::text, n.nspname AS schema, t.typname AS name, t.typtype AS kind, t.typcategory = 'A' AS "isArray",
  t.typdelim AS delimiter, t.typtypmod AS typmod, t.typnotnull AS "notNull",
  CASE WHEN t.typcategory = 'A' AND t.typtype = 'b' THEN t.typelem WHEN t.typtype = 'd' THEN t.typbasetype
    WHEN t.typtype = 'r' THEN (SELECT rngsubtype FROM pg_range WHERE rngtypid = t.oid)
    WHEN t.typtype = 'm' THEN (SELECT rngtypid FROM pg_range WHERE rngmultitypid = t.oid) END::text AS of,
  ARRAY(SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c' ORDER BY k.conname) AS checks,
  ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels,
  (SELECT coalesce(json_agg(json_build_object('type', a.atttypid::text, 'typmod', a.atttypmod) ORDER BY a.attnum), '[]')
    FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) AS attributes
FROM used JOIN pg_type t ON t.oid = used.oid JOIN pg_namespace n ON n.oid = t.typnamespace`;

export type Types = ReadonlyMap<string, TypeFacts>;

export const toTypes = (rows: readonly Row[]): Types =>
  new Map(rows.map((row) => [String(row.oid), row as unknown as TypeFacts]));

/** Whether a domain, or one that it is made of, refuses NULL. */
export function refusesNull(types: Types, oid: string): boolean {
  const type = types.get(oid);
  return type?.kind === 'd' && (type.notNull || refusesNull(types, type.of ?? ''));
}

/** The expressions that a domain, and those it is made of, checks values by. */
export function domainChecks(types: Types, oid: string): readonly string[] {
  const type = types.get(oid);
  return type?.kind === 'd' ? [...type.checks, ...domainChecks(types, type.of ?? '')] : [];
}

/** What a type, or the domain that it is, is made of in the end: the name in pg_type. */
export function baseName(types: Types, oid: string): string {
  const type = types.get(oid);
  return type?.kind === 'd' ? baseName(types, type.of ?? '') : (type?.name ?? '');
}

/** A type, and all that it is made of. */
export function factsOf(types: Types, oid: string): readonly TypeFacts[] {
  const type = types.get(oid);
  if (!type) return [];
  const parts = [
    ...(type.of === null ? [] : [type.of]),
    ...type.attributes.map((attribute) => attribute.type),
  ];
  return [type, ...parts.flatMap((part) => factsOf(types, part))];
}
