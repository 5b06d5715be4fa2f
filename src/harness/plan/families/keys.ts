import type { Key } from '../../model/catalog.ts';
import { ownOrQualified } from '../names.ts';

/** A key of an index or a partitioned table, as it is in parentheses. */
export const keyText = ({ expression, collation, opclass, parameters, direction }: Key): string =>
  `${isName(expression) ? expression : `(${expression})`}${collation ? ` COLLATE ${ownOrQualified(collation)}` : ''}` +
  `${opclass ? ` ${ownOrQualified(opclass)}` : ''}${opclass && parameters.length > 0 ? ` (${parameters.join(', ')})` : ''}` +
  `${direction ? ` ${direction}` : ''}`;

/** Whether it is a column, or in parentheses already. */
const isName = (expression: string): boolean =>
  /^("([^"]|"")+"|[a-z_][a-z0-9_$]*)$/.test(expression) || isEnclosed(expression);

function isEnclosed(text: string): boolean {
  if (!text.startsWith('(') || !text.endsWith(')')) return false;
  let depth = 0;
  for (const [at, letter] of [...text].entries()) {
    if (letter === '(') depth++;
    if (letter === ')') depth--;
    if (depth === 0 && at < [...text].length - 1) return false;
  }
  return true;
}
