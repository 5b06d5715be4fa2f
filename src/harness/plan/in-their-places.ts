import type { Identity } from '../model/identity.ts';
import type { Applied } from './apply.ts';
import type { ScriptStatement, TriedStatement } from './script.ts';

/**
 * Statements in the order in which they ran, then those that were refused. What no copy is like the database in was refused for
 * that, and stays where it was planned: before what comes after it there. `tried` are those that ran, with what came of them.
 */
export function inTheirPlaces(
  script: readonly ScriptStatement[],
  { ran, refused }: Applied<ScriptStatement>,
  tried: readonly TriedStatement[],
  isDoubted: (about: Identity) => boolean,
): TriedStatement[] {
  const placed = ran.map((statement, at) => ({
    at: script.indexOf(statement),
    tried: tried[at] ?? statement,
  }));
  for (const { statement, reason } of refused) {
    const at = script.indexOf(statement);
    const later = isDoubted(statement.about) ? placed.findIndex((each) => each.at > at) : -1;
    const one = { at, tried: { ...statement, unproved: reason } };
    placed.splice(later < 0 ? placed.length : later, 0, one);
  }
  return placed.map((each) => each.tried);
}
