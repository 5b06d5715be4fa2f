import fc from 'fast-check';
import type { TypeFacts, Types } from './type-facts.ts';
import { isGuessed, valuesOf } from './values/base-types.ts';
import type { Values } from './values/values.ts';

/** Values of any type: those made of others are written as their input functions read them. */
export function typeValues(types: Types, oid: string, typmod: number): Values {
  const type = types.get(oid);
  if (!type) return valuesOf('', typmod);
  if (type.kind === 'b' && type.isArray) return arrayValues(types, type, typmod);
  return made[type.kind](types, type, typmod);
}

/** Whether every value that we make of a type is sure to be taken by the server. */
export function isSure(types: Types, oid: string): boolean {
  const type = types.get(oid);
  if (!type || 'drm'.includes(type.kind)) return false;
  if (type.kind === 'c') return type.attributes.every((attribute) => isSure(types, attribute.type));
  if (type.isArray) return isSure(types, type.of ?? '');
  return type.kind === 'e' || !isGuessed(type.name);
}

const made: Record<TypeFacts['kind'], (types: Types, type: TypeFacts, typmod: number) => Values> = {
  b: (_, { name }, typmod) => valuesOf(name, typmod),
  p: (_, { name }, typmod) => valuesOf(name, typmod),
  e: (_, { labels }) => ({ ordinary: fc.constantFrom(...labels), edges: labels }),
  d: (types, { of, typmod }) => typeValues(types, of ?? '', typmod),
  c: compositeValues,
  r: (types, { of }) => rangeValues(typeValues(types, of ?? '', -1)),
  m: (types, { of }) => {
    const { ordinary, edges } = typeValues(types, of ?? '', -1);
    return {
      ordinary: ordinary.map((range) => `{${range}}`),
      edges: ['{}', ...edges.map((range) => `{${range}}`)],
    };
  },
};

/** Postgres manual, "Array Input and Output Syntax". */
function arrayValues(types: Types, { of }: TypeFacts, typmod: number): Values {
  const { ordinary, edges } = typeValues(types, of ?? '', typmod);
  const between = types.get(of ?? '')?.delimiter ?? ',';
  const list = (items: readonly (string | null)[]): string => `{${items.map(quoteItem).join(between)}}`;
  const [edge = 'x'] = edges;
  return {
    ordinary: fc.array(ordinary, { minLength: 1, maxLength: 3 }).map(list),
    edges: [
      '{}',
      list([null]),
      list([edge, null, edge]),
      `{${[list([edge, edge]), list([edge, null])].join(between)}}`,
      ...edges.map((each) => list([each])),
    ],
  };
}

/** Postgres manual, "Composite Type Input and Output Syntax": nothing between two commas is NULL. */
function compositeValues(types: Types, { attributes }: TypeFacts): Values {
  const parts = attributes.map(({ type, typmod }) => typeValues(types, type, typmod));
  const row = (items: readonly (string | null)[]): string =>
    `(${items.map((item) => (item === null ? '' : quoteItem(item))).join(',')})`;
  const most = Math.max(0, ...parts.map(({ edges }) => edges.length));
  return {
    ordinary: fc.tuple(...parts.map(({ ordinary }) => ordinary)).map(row),
    edges: [
      row(parts.map(() => null)),
      ...Array.from({ length: most }, (_, at) =>
        row(parts.map(({ edges }) => edges[at % edges.length] ?? null)),
      ),
    ],
  };
}

/** Postgres manual, "Range Types": no bound that is sure to be the lower one is known, so both are the same. */
function rangeValues({ ordinary, edges }: Values): Values {
  const shapes = (value: string): string[] => [
    `[${quoteItem(value)},${quoteItem(value)}]`,
    `[${quoteItem(value)},)`,
    `(,${quoteItem(value)})`,
  ];
  return {
    ordinary: fc.tuple(ordinary, fc.nat(2)).map(([value, which]) => shapes(value)[which] ?? 'empty'),
    edges: ['empty', '(,)', ...edges.flatMap(shapes)],
  };
}

const quoteItem = (item: string | null): string =>
  item === null ? 'NULL' : `"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
