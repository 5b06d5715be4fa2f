import type { Difference } from '../../../src/harness/diff/diff.ts';
import { isList, isOrder, type Value } from '../../../src/harness/model/catalog.ts';
import { printIdentity } from '../../../src/harness/model/identity.ts';
import { printValue } from '../../../src/harness/model/print-value.ts';

/** A difference in one line: `changed column public.t.a type: integer → bigint`. */
export function printDifference(difference: Difference): string {
  const what = `${difference.type} ${printIdentity(difference.object.id)}`;
  if (difference.type !== 'changed') return what;
  const { attribute, expected, actual } = difference;
  // A digest says nothing to a reader, and differs between majors.
  if (difference.object.id.kind === 'extension-member' && attribute === 'definition')
    return `${what} definition: one → another`;
  return `${what} ${attribute}: ${print(expected)} → ${print(actual)}`;
}

/** White space in printed definitions is Postgres's layout. */
function print(value: Value): string {
  if (isList(value)) return `[${value.map(printValue).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return printValue(value).replace(/\s+/g, ' ');
  return isOrder(value) ? value.order.join(', ') : printValue(value);
}
