import { diff } from '../../../diff/diff.ts';
import { spokenAfter, spokenBy } from '../../../history/spoken-roles.ts';
import type { Timeline } from '../../../history/timeline.ts';
import { type CatalogObject, inKeyOrder } from '../../../model/catalog.ts';
import type { Finding, Source } from '../../../model/finding.ts';
import { quoteName } from '../../../plan/names.ts';
import { sidesWith } from '../../compare/blame.ts';
import { type Context, judge } from '../../compare/judge.ts';
import { tooEarly } from '../drift-words.ts';
import type { LiveState } from '../live-state.ts';
import { aboutRights } from './rights-words.ts';
import type { SettledRights } from './settle-rights.ts';

/**
 * Are the roles of which migrations speak as these leave them, where no policy or grant names them in both catalogs? Those that one
 * does name are compared with all else.
 */
export function spokenRoleFindings(
  { serverRoles }: Pick<LiveState, 'serverRoles'>,
  timeline: Timeline,
  count: number,
  rights: Pick<SettledRights, 'expected' | 'live' | 'judged' | 'spoken'>,
  placeOf: (tag: string | undefined, object: CatalogObject) => Source | undefined,
): Finding[] {
  const roles = new Map(serverRoles.map((each) => [each.id.name, each]));
  const [wantedThere, liveThere] = [rights.expected, rights.live].map(namesOfRoles);
  const wanted = rights.spoken
    .filter(({ id }) => !(wantedThere?.has(id.name) && liveThere?.has(id.name)))
    .map(asRole);
  const live = wanted.flatMap((want) => {
    const role = roles.get(want.id.name);
    if (role) return [{ ...role, attributes: rights.judged(want, role) }];
    return wantedThere?.has(want.id.name) ? [want] : [];
  });
  const later = {
    server: timeline.server,
    objects: [...spokenAfter(timeline, Number.POSITIVE_INFINITY).values()].map(asRole),
  };
  return diff(inKeyOrder(wanted), inKeyOrder(live)).map((difference) => {
    const source = placeOf(spokenBy(timeline, difference.object.id.name, count), difference.object);
    const context = sidesWith(later, difference, 'actual')
      ? tooEarly
      : difference.type === 'missing'
        ? missing(difference.object)
        : aboutRights(difference, undefined);
    return judge(difference, { ...context, source });
  });
}

const namesOfRoles = ({ objects }: { readonly objects: readonly CatalogObject[] }): ReadonlySet<string> =>
  new Set(objects.filter(({ id }) => id.kind === 'role').map(({ id }) => id.name));

/** A role as a catalog has it. */
const asRole = ({ id, attributes: { superuser, bypassRls, memberOf } }: CatalogObject): CatalogObject => ({
  id,
  attributes: { superuser: superuser ?? false, bypassRls: bypassRls ?? false, memberOf: memberOf ?? [] },
});

const missing = ({ id }: CatalogObject): Context => ({
  culprit: 'database',
  ruling: { rule: 'role-missing', severity: 'breaking' },
  meaning: { missing: 'is missing on the server, although a migration speaks of it', extra: '', changed: '' },
  advice: {
    missing: `CREATE ROLE ${quoteName(id.name)} on the server, or drop it in a migration`,
    extra: '',
    changed: '',
  },
});
