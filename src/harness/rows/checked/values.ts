import { documentsFor } from './documents.ts';
import { numbersIn } from './literals.ts';
import { textsFor } from './texts.ts';
import { intervalsFor, timesFor } from './times.ts';

/**
 * More values for a column that checks narrow, where the first ones are too few or fit nowhere: the server is
 * asked which of them fit.
 * @param typeName - The name of the base type, as in pg_type.
 * @param count - How many of each kind; as many as there are rows for a key.
 */
export const valuesFor = (typeName: string, expressions: readonly string[], count: number): string[] => [
  ...new Set(expressions.flatMap((expression) => makers[typeName]?.(expression, count) ?? [])),
];

type Maker = (expression: string, count: number) => string[];

/** Bounds and what lies beyond them, and multiples. */
const numbersFor: Maker = (expression, count) =>
  numbersIn(expression).flatMap((number) =>
    Array.from({ length: count }, (_, at) => at + 2).flatMap((by) =>
      [number + by, number - by, number * by].map((each) => String(Number(each.toFixed(6)))),
    ),
  );

const makers: Readonly<Record<string, Maker>> = {
  ...Object.fromEntries(['text', 'varchar', 'bpchar', 'citext', 'name'].map((name) => [name, textsFor])),
  ...Object.fromEntries(
    ['int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'money'].map((name) => [name, numbersFor]),
  ),
  ...Object.fromEntries(['date', 'timestamp', 'timestamptz'].map((name) => [name, timesFor])),
  ...Object.fromEntries(['interval', 'time', 'timetz'].map((name) => [name, intervalsFor])),
  ...Object.fromEntries(['json', 'jsonb'].map((name) => [name, documentsFor])),
};
