import { attributeFacts } from '../catalog/kinds.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { probeSchema } from './expression-place.ts';
import { isLiteral, isNullLiteral } from './literal.ts';
import type { Changed } from './meaning-questions.ts';
import { attempt } from './reparse.ts';

/** Two defaults whose values can be compared, for a column or a domain of one type. */
export interface Values {
  readonly type: string;
  readonly expected: string;
  readonly actual: string;
  /** One of them is not there at all: the same as NULL, unless the type has a default of its own. */
  readonly absent: boolean;
}

/** The values that a changed default is about; nothing when either is more than a literal. */
export function valuesOf({ object, attribute, expected, actual }: Changed): Values | undefined {
  const { literalOf } = attributeFacts(object.id.kind, attribute);
  const type = literalOf && object.attributes[literalOf];
  if (typeof type !== 'string') return undefined;
  if (!isDefault(expected) || !isDefault(actual)) return undefined;
  const absent = expected === null || actual === null;
  if (absent && !isNullLiteral(expected ?? actual ?? '')) return undefined;
  return { type, expected: expected ?? 'NULL', actual: actual ?? 'NULL', absent };
}

const isDefault = (value: unknown): value is string | null =>
  value === null || (typeof value === 'string' && isLiteral(value));

const values = `${probeSchema}.driftproof_values`;

/**
 * Whether both come to the same value when they are assigned to a column of that type. Postgres allows nothing in a
 * generated column that could come to another value in another session or at another time.
 */
export async function sameValue(
  database: Scratch,
  { type, expected, actual, absent }: Values,
): Promise<boolean> {
  const generated = (text: string): string => `${type} GENERATED ALWAYS AS (${text}) STORED`;
  const alike = await attempt(database, [], async () => {
    await database.runOne(`CREATE TABLE ${values} (a ${generated(expected)}, b ${generated(actual)})`);
    const [[row] = []] = await database.run(
      `INSERT INTO ${values} DEFAULT VALUES RETURNING a::text IS NOT DISTINCT FROM b::text AND ${
        absent ? withoutOwnDefault : 'true'
      } AS alike`,
    );
    return row?.alike === true;
  });
  return alike ?? false;
}

const withoutOwnDefault = `(SELECT typdefault IS NULL FROM pg_type JOIN pg_attribute ON atttypid = pg_type.oid
  WHERE attrelid = '${values}'::pg_catalog.regclass AND attname = 'a')`;
