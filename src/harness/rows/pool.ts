import fc from 'fast-check';
import { quoteText } from '../postgres/connection.ts';
import { literalsInChecks } from './checked/named-values.ts';
import { valuesFor } from './checked/values.ts';
import { keysSpokenFor, type Spoken, spokenFor } from './spoken.ts';
import { isSureText } from './sure-texts.ts';
import type { FillColumn, FillTable } from './table-facts.ts';
import { baseName, domainChecks, factsOf, refusesNull, type Types } from './type-facts.ts';
import { isSure, typeValues } from './type-values.ts';

/** The values that a column is given, as SQL: row after row takes the next one. */
export interface Pool {
  readonly values: readonly string[];
  /** Which of them are at the edges of the type, or spoken of. */
  readonly edges: ReadonlySet<string>;
  /** Whether the server may refuse some of them. */
  readonly unsure: boolean;
}

/** Which values rows hold: none at the edges of their types, all but arrays of several dimensions, or all. */
export type ValueKinds = 'ordinary' | 'in one dimension' | 'all';

/** How many rows are made, and of what. */
export interface Making {
  readonly rows: number;
  readonly seed: number;
  readonly values?: ValueKinds;
  /** Whether values take turns in all columns at once; any two columns meet in pairs when absent. */
  readonly isAligned?: boolean | undefined;
  /** What a migration that is about to be run speaks of. */
  readonly spoken?: Spoken | undefined;
}

/** FNV-1a: gives every column a seed of its own, so that what it holds does not depend on the others. */
const seedOf = (seed: number, ...names: readonly string[]): number =>
  [...names.join('\0')].reduce(
    (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16777619),
    seed | 0,
  );

/** What the values of a column are made from; the same makes the same, however often it is asked. */
interface Basis {
  readonly column: FillColumn;
  /** Of this column alone. */
  readonly seed: number;
  readonly samples: number;
  readonly isKey: boolean;
  readonly isNumbered: boolean;
  readonly values: ValueKinds;
  /** Expressions of checks that are about it. */
  readonly checked: readonly string[];
  /** Those of partitions: any of them will do. */
  readonly bounds: readonly string[];
  readonly refusesNull: boolean;
  /** Texts, which the type may read or not. */
  readonly spoken: readonly string[];
}

/** How many values of each kind are tried in a column that is no key, to find some that fit its checks. */
const fewToFit = 6;

const pools = new Map<string, Pool>();

/**
 * Values for one column: an ordinary one, NULL where it is allowed, each edge of the type, then mixed ones. Where checks
 * or partitions narrow a column, what their expressions name comes first.
 */
export function poolOf(table: FillTable, column: FillColumn, types: Types, making: Making): Pool {
  const basis: Basis = {
    column,
    seed: seedOf(making.seed, table.schema, table.table, column.name),
    samples: samplesFor(table, column, making.rows),
    isKey: isKey(table, column),
    isNumbered: isKey(table, column) && isWhole(types, column),
    values: making.values ?? 'all',
    checked: [...checksOn(table, column), ...domainChecks(types, column.type)],
    bounds: table.bounds.filter(isAbout(column.name)).map(({ expression }) => expression),
    refusesNull: column.notNull || refusesNull(types, column.type),
    spoken: making.spoken ? spokenIn(making.spoken, table, column, types) : [],
  };
  const key = JSON.stringify([basis, factsOf(types, column.type)]);
  const pool = pools.get(key) ?? makePool(types, basis);
  pools.set(key, pool);
  return pool;
}

/** What a migration brings by itself has keys that nobody else has, unless it says what it does where somebody has them. */
function spokenIn(spoken: Spoken, table: FillTable, column: FillColumn, types: Types): readonly string[] {
  const type = types.get(column.type);
  return isKey(table, column) ? keysSpokenFor(spoken, column, type) : spokenFor(spoken, column, type);
}

function makePool(types: Types, { column, seed, samples, values, ...basis }: Basis): Pool {
  const { ordinary, edges: all } = typeValues(types, column.type, column.typmod);
  const { spoken, checked } = basis;
  const narrowing = [...checked, ...basis.bounds];
  const isMeant = (edge: string): boolean =>
    values === 'all' || (values === 'in one dimension' && !edge.startsWith('{{'));
  const edges = [...spoken, ...all.filter((edge) => !spoken.includes(edge))].filter(isMeant);
  const literals = literalsInChecks([...narrowing, column.default ?? ''], seed, samples);
  const [first = '', ...more] = basis.isNumbered
    ? Array.from({ length: samples }, (_, at) => String(firstNumber + at))
    : fc.sample(ordinary, { seed, numRuns: samples });
  const mixed = more.flatMap((text, at) => {
    const edge = edges[(at * 7 + (seed & 7)) % edges.length];
    return at % 4 === 3 && edge !== undefined ? [text, edge] : [text];
  });
  const plain = [first, ...edges, ...mixed];
  const fitting = valuesFor(baseName(types, column.type), checked, basis.isKey ? samples : fewToFit);
  const [start = '', ...others] =
    narrowing.length > 0
      ? [...literals, ...plain, ...fitting, ...repeated(literals, plain.length)]
      : [...plain, ...literals];
  const texts = [start, null, ...others];
  const type = types.get(column.type);
  return {
    values: texts.filter((text) => text !== null || !basis.refusesNull).map((text) => literal(text, column)),
    unsure:
      narrowing.length > 0 ||
      !isSure(types, column.type) ||
      [...literals, ...spoken].some((text) => !type || !isSureText(type, column.typmod, text)),
    edges: new Set(edges.map((text) => literal(text, column))),
  };
}

const literal = (text: string | null, { printed }: FillColumn): string =>
  `${text === null ? 'NULL' : quoteText(text)}::${printed}`;

/** A list over and over, up to a length, so that what fits best is what is mostly tried. */
const repeated = (list: readonly string[], length: number): string[] =>
  list.length === 0 ? [] : Array.from({ length }, (_, at) => list[at % list.length] ?? '');

/** Keys are numbered from here on: migrations that bring rows of their own number them from 1. */
const firstNumber = 10_000;

const isWhole = (types: Types, { type }: FillColumn): boolean =>
  /^int[248]$/.test(types.get(type)?.name ?? '');

/** A key over an expression may be over any column. */
const isKey = ({ keys }: FillTable, { name }: FillColumn): boolean =>
  keys.some(({ columns }) => columns.length === 0 || columns.includes(name));

/** A column of a key needs as many values as there are rows, and some to spare. */
const samplesFor = (table: FillTable, column: FillColumn, rows: number): number =>
  isKey(table, column) ? rows * 2 + 10 : Math.min(rows, 40) + 10;

const checksOn = ({ checks }: FillTable, { name }: FillColumn): string[] => [
  ...checks.filter(isAbout(name)).map(({ expression }) => expression),
  ...checks.filter(isAbout(name)).flatMap(({ bodies }) => bodies),
];

const isAbout =
  (name: string) =>
  ({ columns }: { readonly columns: readonly string[] }): boolean =>
    columns.includes(name);
