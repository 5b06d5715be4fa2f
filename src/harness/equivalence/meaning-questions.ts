import type { ExpressionPlace } from '../catalog/kind.ts';
import { attributeFacts, attributeOf } from '../catalog/kinds.ts';
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

/** Where the expressions of an attribute are parsed. */
const positions: Readonly<Record<ExpressionPlace, PositionOf>> = {
  // Statistics are not called after their table.
  owner: ({ id, within }) =>
    id.table === undefined
      ? over(within?.kind, within?.schema ?? '', within?.name ?? '')
      : over(within?.kind, id.schema ?? '', id.table),
  self: ({ id: { kind, schema = '', name } }) => over(kind, schema, name),
  query: () => asView,
  statement: ({ id: { kind, schema = '', table = '', name } }) =>
    (kind === 'rule' ? asRule : asTrigger)(schema, table, name),
  body: inFunction(asBody),
  arguments: inFunction(asArguments),
};

/** A view can have no policy, and a materialized view neither. */
const over = (kind: Kind | undefined, schema: string, name: string): Position =>
  (kind === 'domain' ? onDomain : kind === 'table' ? onTable : onRelation)(schema, name);

function inFunction(position: (head: FunctionHead) => Position): PositionOf {
  return (object) => {
    if (attributeOf(object, 'function', 'what') === 'aggregate') return undefined;
    const [list, returns] = (['arguments', 'returns'] as const).map((each) =>
      attributeOf(object, 'function', each),
    );
    const head = { name: object.id.name, arguments: String(list ?? '') };
    return position({ ...head, returns: returns ? String(returns) : null });
  };
}

/**
 * The questions that decide whether a change is one in more than print: it is not when each is answered so.
 * None when the change is not about expressions, or is about more than those.
 */
export function questionsOf({ object, attribute, expected, actual }: Changed): Question[] {
  const { expression } = attributeFacts(object.id.kind, attribute);
  const position = expression && positions[expression](object);
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
