import { type Difference, sameValue } from '../diff/diff.ts';
import type { CatalogObject, Structure, Value } from '../model/catalog.ts';
import type { Kind } from '../model/identity.ts';
import {
  asArguments,
  asBody,
  asRule,
  asTrigger,
  asView,
  type FunctionHead,
  onDomain,
  onRelation,
  onTable,
  type Position,
} from './expression-place.ts';

/** Two texts of one expression that differ, and where either can be parsed. */
export interface Question {
  readonly position: Position;
  readonly expected: string;
  readonly actual: string;
}

export type Changed = Extract<Difference, { type: 'changed' }>;

export const isChanged = (difference: Difference): difference is Changed => difference.type === 'changed';

type PositionOf = (object: CatalogObject) => Position | undefined;

const ofTable: PositionOf = ({ id: { schema = '', table = '' } }) => onTable(schema, table);
const ofDomain: PositionOf = ({ id: { schema = '', name } }) => onDomain(schema, name);

/** Which attributes hold expressions, and where each is parsed: a text is one, and in parts those that are called so. */
const positions: Partial<Record<Kind, Readonly<Record<string, PositionOf>>>> = {
  column: { default: ofTable, expression: ofTable },
  check: {
    expression: (object) =>
      object.within?.kind === 'domain'
        ? onDomain(object.id.schema ?? '', object.id.table ?? '')
        : ofTable(object),
  },
  index: { keys: ofRelation, predicate: ofRelation },
  policy: { using: ofTable, check: ofTable },
  domain: { default: ofDomain },
  view: { definition: () => asView, columnDefaults: ({ id }) => onRelation(id.schema ?? '', id.name) },
  'materialized-view': { definition: () => asView },
  trigger: { definition: ({ id: { schema = '', table = '', name } }) => asTrigger(schema, table, name) },
  rule: { definition: ({ id: { schema = '', table = '', name } }) => asRule(schema, table, name) },
  function: { body: inFunction(asBody), arguments: inFunction(asArguments) },
  exclusion: { keys: ofTable, predicate: ofTable },
  table: { partitionBy: ({ id: { schema = '', name } }) => onTable(schema, name) },
};

/** An index can belong to a materialized view, which can have no policy. */
function ofRelation(object: CatalogObject): Position {
  const { schema = '', table = '' } = object.id;
  return object.within?.kind === 'table' ? onTable(schema, table) : onRelation(schema, table);
}

function inFunction(position: (head: FunctionHead) => Position): PositionOf {
  return ({ id: { name }, attributes }) => {
    const { what, arguments: list, returns } = attributes;
    if (what === 'aggregate') return undefined;
    return position({ name, arguments: String(list ?? ''), returns: returns ? String(returns) : null });
  };
}

/**
 * The questions that decide whether a change is one in more than print: it is not when each is answered so.
 * None when the change is not about expressions, or is about more than those.
 */
export function questionsOf({ object, attribute, expected, actual }: Changed): Question[] {
  const position = positions[object.id.kind]?.[attribute]?.(object);
  const pairs = position && expressionsIn(expected, actual);
  return position && pairs ? pairs.map(([a, b]) => ({ position, expected: a, actual: b })) : [];
}

type Pair = readonly [expected: string, actual: string];

/** The expressions that differ between two values; nothing where anything else does too. */
function expressionsIn(a: Value, b: Value): Pair[] | undefined {
  if (sameValue(a, b)) return [];
  if (typeof a === 'string' && typeof b === 'string') return [[a, b]];
  if (!hasParts(a) || !hasParts(b) || Object.keys(a).length !== Object.keys(b).length) return undefined;
  const pairs = Object.keys(a).map((part) => expressionsAt(part, a[part] ?? null, b[part] ?? null));
  return pairs.every((each) => each !== undefined) ? pairs.flat() : undefined;
}

const expressionsAt = (part: string, a: Value, b: Value): Pair[] | undefined =>
  sameValue(a, b) || (hasParts(a) && hasParts(b)) || (part === 'expression' && !isColumn(a) && !isColumn(b))
    ? expressionsIn(a, b)
    : undefined;

const hasParts = (value: Value): value is Structure => typeof value === 'object' && value !== null;

/** A key that is a column is written as its name. */
const isColumn = (text: Value): boolean => /^(\w+|"([^"]|"")+")$/.test(String(text));
