import type { Difference } from '../diff/diff.ts';
import type { CatalogObject, Value } from '../model/catalog.ts';
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
import { indexKeyOf, keyListOf } from './key-list.ts';
import { tokensOf } from './tokens.ts';

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

/** Which attributes hold expressions, and where each is parsed. A list holds one in each of its texts. */
const positions: Partial<Record<Kind, Readonly<Record<string, PositionOf>>>> = {
  column: { default: ofTable, expression: ofTable },
  check: {
    expression: (object) =>
      kindWithin(object) === 'domain'
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
  exclusion: { definition: ofTable },
  table: { partitionBy: ({ id: { schema = '', name } }) => onTable(schema, name) },
};

/** An index can belong to a materialized view, which can have no policy. */
function ofRelation(object: CatalogObject): Position {
  const { schema = '', table = '' } = object.id;
  return kindWithin(object) === 'table' ? onTable(schema, table) : onRelation(schema, table);
}

/** The kind of what an object lives in; a key is a JSON array of schema, table, kind and name. */
const kindWithin = ({ within }: CatalogObject): string | undefined =>
  within === undefined ? undefined : JSON.parse(within)[2];

function inFunction(position: (head: FunctionHead) => Position): PositionOf {
  return ({ id, attributes }) => {
    const [first] = tokensOf(id.name) ?? [];
    if (!first || attributes.what === 'aggregate') return undefined;
    const { arguments: list, returns } = attributes;
    return position({
      name: first.text,
      arguments: String(list ?? ''),
      returns: returns === null || returns === undefined ? null : String(returns),
    });
  };
}

/**
 * The questions that decide whether a change is one in more than print: it is not when each is answered so.
 * None when the change is not about expressions, or is more than one of their texts.
 */
export function questionsOf({ object, attribute, expected, actual }: Changed): Question[] {
  const position = positions[object.id.kind]?.[attribute]?.(object);
  const [wanted, found] = [textsOf(expected), textsOf(actual)];
  if (!position || wanted.length !== found.length) return [];
  const pairs = wanted.map((text, at): Pair => [text, found[at] ?? '']).filter(differs);
  const parts = pairs.map(expressionsIn[`${object.id.kind} ${attribute}`] ?? ((pair) => [pair]));
  return parts.every((part) => part.length > 0)
    ? parts.flat().map(([a, b]) => ({ position, expected: a, actual: b }))
    : [];
}

type Pair = readonly [expected: string, actual: string];
const differs = ([a, b]: Pair): boolean => a !== b;

const textsOf = (value: Value): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];

/** Where a text is more than an expression: the expressions in it that differ; none when anything else does too. */
const expressionsIn: Readonly<Record<string, (pair: Pair) => readonly Pair[]>> = {
  'view columnDefaults': withoutColumn,
  'index keys': (pair) => inParts(pair, indexKeyOf),
  'exclusion definition': (pair) => inParts(pair, keyListOf),
  'table partitionBy': (pair) => inParts(pair, keyListOf),
};

/** A view lists the defaults of its columns as `column: expression`. */
function withoutColumn([a, b]: Pair): readonly Pair[] {
  const column = a.slice(0, a.indexOf(': ') + 2);
  return b.startsWith(column) ? [[a.slice(column.length), b.slice(column.length)]] : [];
}

function inParts([a, b]: Pair, partsOf: typeof keyListOf): readonly Pair[] {
  const [wanted, found] = [partsOf(a), partsOf(b)];
  if (!wanted || !found || JSON.stringify(wanted.rest) !== JSON.stringify(found.rest)) return [];
  return wanted.expressions.map((text, at): Pair => [text, found.expressions[at] ?? '']).filter(differs);
}
