import { type Identity, keyOf } from '../model/identity.ts';
import type { Side } from './plan-family.ts';
import type { TriedStatement } from './script.ts';

/** Statements, what destroys something after the rest. */
export interface Parts {
  readonly ordered: readonly TriedStatement[];
  /** How many come before the first that destroys something. */
  readonly safe: number;
}

/**
 * What destroys something, and what follows about the same object, after the rest; with it what depends on that and is made, or
 * dropped and made again, or dropped within it: made before, it would go with it, or be in its way. `from` is what the statements begin with, `to` what
 * they end with.
 */
export function inParts(statements: readonly TriedStatement[], from: Side, to: Side): Parts {
  const losing = statements.filter(({ loses }) => loses !== undefined).map(({ about }) => about);
  const [dropped, created] = [keysThat('drop', statements), keysThat('create', statements)];
  const again = dependentsOf(losing, from).filter((id) => dropped.has(keyOf(id)) && created.has(keyOf(id)));
  const made = dependentsOf([...losing, ...again], to).filter((id) => created.has(keyOf(id)));
  const within = losing.flatMap((id) =>
    id.kind === 'table' && dropped.has(keyOf(id)) ? from.partsOf(id) : [],
  );
  const gone = within.map(({ id }) => id).filter((id) => dropped.has(keyOf(id)));
  const withheld = new Set([...again, ...made, ...gone].map(keyOf));
  const [safe, rest]: [TriedStatement[], TriedStatement[]] = [[], []];
  for (const statement of statements) {
    const key = keyOf(statement.about);
    if (statement.loses !== undefined) withheld.add(key);
    (withheld.has(key) ? rest : safe).push(statement);
  }
  return { ordered: [...safe, ...rest], safe: safe.length };
}

/** What depends on some objects, and on that in turn. */
function dependentsOf(ids: readonly Identity[], side: Side): Identity[] {
  const found = new Map<string, Identity>();
  const queue = [...ids];
  for (let id = queue.pop(); id; id = queue.pop())
    for (const each of [...side.dependentsOf(id), ...side.partsOf(id)]) {
      if (found.has(keyOf(each.id))) continue;
      found.set(keyOf(each.id), each.id);
      queue.push(each.id);
    }
  return [...found.values()];
}

/** The keys of what some statements do. */
const keysThat = (does: TriedStatement['does'], statements: readonly TriedStatement[]): Set<string> =>
  new Set(statements.filter((each) => each.does === does).map(({ about }) => keyOf(about)));
