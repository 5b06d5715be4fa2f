import { escapePattern } from '../model/escape-pattern.ts';
import type { Identity } from '../model/identity.ts';
import { breakpoint, lineAt } from './text-positions.ts';

/** The line, from 1, of a migration's SQL that is about an object: its name in the first statement that names its table too. */
export function lineOf(sql: string, { table, name }: Identity): number | undefined {
  let offset = 0;
  for (const part of sql.split(breakpoint)) {
    const at = table !== undefined && !mentions(part, table) ? -1 : positionOf(part, name);
    if (at >= 0) return lineAt(sql, offset + at);
    offset += part.length + breakpoint.length;
  }
  return undefined;
}

/** Whether a text has a name in it as a whole word. */
export const mentions = (part: string, name: string): boolean => positionOf(part, name) >= 0;

/** The position of a name as a whole word. */
const positionOf = (part: string, name: string): number =>
  part.search(new RegExp(`(?<![\\w$])${escapePattern(name)}(?![\\w$])`));
