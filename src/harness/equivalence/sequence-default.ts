import { bare } from '../catalog/name-forms.ts';
import { tokensOf } from '../catalog/tokens.ts';
import type { Identity } from '../model/identity.ts';

/** Whether a default is `nextval('…'::regclass)` of this sequence, as a serial column has it. */
export function takesFrom(text: unknown, { schema, name }: Identity): boolean {
  const call = tokensOf(String(text))?.map((token) => token.text) ?? [];
  const [sequence = ''] = call.splice(2, 1);
  if (call.join(' ') !== 'nextval ( :: regclass )') return false;
  const inner = tokensOf(sequence.slice(1, -1).replaceAll("''", "'")) ?? [];
  const [first, dot, second, ...rest] = inner.map((token) => token.text);
  if (first === undefined || second === undefined || dot !== '.' || rest.length > 0) return false;
  return bare(first) === schema && bare(second) === name;
}
