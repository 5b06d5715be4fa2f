import type { Difference } from '../../../src/harness/diff/diff.ts';
import type { Value } from '../../../src/harness/model/catalog.ts';
import { printIdentity } from '../../../src/harness/model/identity.ts';

/** A difference in one line: `changed column public.t.a type: integer → bigint`. */
export function printDifference(difference: Difference): string {
  const what = `${difference.type} ${printIdentity(difference.object.id)}`;
  if (difference.type !== 'changed') return what;
  return `${what} ${difference.attribute}: ${print(difference.expected)} → ${print(difference.actual)}`;
}

/** White space in printed definitions is Postgres's layout. */
function print(value: Value): string {
  if (value === null) return 'none';
  if (typeof value !== 'object') return String(value).replace(/\s+/g, ' ');
  if ('shared' in value) return JSON.stringify(value.shared);
  return 'order' in value ? value.order.join(', ') : `[${value.join(', ')}]`;
}
