import { escapePattern } from '../model/escape-pattern.ts';
import { quoteName } from '../postgres/connection.ts';

/** One end of what a column may hold; `isOpen` where it may not hold the end itself. */
interface Bound {
  readonly value: string;
  readonly side: 'lower' | 'upper';
  readonly isOpen: boolean;
}

const ordered: Readonly<Record<string, string>> = {
  int2: 'int8',
  int4: 'int8',
  int8: 'int8',
  numeric: 'numeric',
  date: 'date',
  timestamp: 'timestamp',
  timestamptz: 'timestamptz',
};

/** Literals that keep their value when they are read as that type. */
const isExact: Readonly<Record<string, RegExp>> = {
  int8: /^'?-?\d+'?$/,
  numeric: /^'?-?\d+(\.\d+)?'?$/,
  date: /^'\d{4}-\d\d-\d\d'$/,
  timestamp: /^'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?'$/,
  timestamptz: /^'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?'$/,
};

const sides: Readonly<Record<string, readonly Omit<Bound, 'value'>[]>> = {
  '>': [{ side: 'lower', isOpen: true }],
  '>=': [{ side: 'lower', isOpen: false }],
  '<': [{ side: 'upper', isOpen: true }],
  '<=': [{ side: 'upper', isOpen: false }],
  '=': [
    { side: 'lower', isOpen: false },
    { side: 'upper', isOpen: false },
  ],
};

/**
 * SQL: whether what a column is compared with leaves no value between. Read are expressions of nothing but comparisons with
 * literals, joined by AND, as Postgres prints them; nothing where they do not tell.
 */
export function apartSql(
  typeName: string,
  column: string,
  expressions: readonly string[],
): string | undefined {
  const type = ordered[typeName];
  if (type === undefined) return undefined;
  const bounds = expressions.flatMap((each) => boundsIn(each, column, type));
  const ends = (side: Bound['side']): Bound[] => bounds.filter((bound) => bound.side === side);
  const step = type === 'int8' || type === 'date' ? 1 : 0;
  const pairs = ends('lower').flatMap((low) => ends('upper').map((high) => isApart(low, high, step)));
  return pairs.length === 0 ? undefined : pairs.join(' OR ');
}

function boundsIn(expression: string, column: string, type: string): Bound[] {
  const names = [column, quoteName(column)].map(escapePattern).join('|');
  const literal = "'(?:[^']|'')*'|-?\\d+(?:\\.\\d+)?";
  const cast = '(?:::[a-z ]+)?';
  const comparison = new RegExp(
    `\\(\\(?(?:${names})\\)?${cast} (>=|<=|>|<|=) \\(?(${literal})\\)?${cast}\\)`,
    'g',
  );
  if (!/^(AND|[()\s])*$/.test(expression.replace(comparison, ''))) return [];
  const found = [...expression.matchAll(comparison)];
  if (found.some(([, , value = '']) => !isExact[type]?.test(value))) return [];
  return found.flatMap(([, operator = '', value = '']) =>
    (sides[operator] ?? []).map((side): Bound => ({ ...side, value: `${value}::${type}` })),
  );
}

/** Of whole numbers, and of days, none lies between two neighbours. */
function isApart(low: Bound, high: Bound, step: number): string {
  const open = Number(low.isOpen) + Number(high.isOpen);
  if (step === 0) return `${low.value} ${open > 0 ? '>=' : '>'} ${high.value}`;
  return `${low.value} + ${open * step} > ${high.value}`;
}
