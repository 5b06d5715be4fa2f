import { diff } from '../../diff/diff.ts';
import { type CatalogObject, inKeyOrder } from '../../model/catalog.ts';
import type { Finding, Source } from '../../model/finding.ts';
import type { Identity } from '../../model/identity.ts';
import { type Context, judge } from '../compare/judge.ts';

/**
 * Does the server have the roles that the schema declares, as it declares them? Other roles belong to the server and are
 * never reported.
 */
export function rolesAreThere(
  declared: readonly CatalogObject[],
  live: readonly CatalogObject[],
  locate: (id: Identity) => Source | undefined,
): Finding[] {
  const names = new Set(declared.map(({ id }) => id.name));
  const own = live.filter(({ id }) => names.has(id.name));
  return diff(inKeyOrder(declared), inKeyOrder(own)).map((difference) => ({
    ...judge(difference, { ...onServer, source: locate(difference.object.id) }),
    severity: 'warning',
  }));
}

const onServer: Context = {
  culprit: 'database',
  meaning: {
    missing: 'is declared in the schema, but missing on the server',
    extra: '',
    changed: ' on the server',
  },
  advice: {
    missing: 'create it on the server, or declare it with existing()',
    extra: '',
    changed: 'alter it on the server, or change its declaration',
  },
};
