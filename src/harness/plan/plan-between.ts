import type { CatalogObject } from '../model/catalog.ts';
import { keyOf } from '../model/identity.ts';
import { type Attributed, changesBetween } from './changes.ts';
import { columnsAtEnd } from './columns-at-end.ts';
import { displace, isDisplacing } from './displace.ts';
import { familyOf } from './families.ts';
import type { Side, Sql } from './plan-family.ts';
import type { Plan } from './planned-statement.ts';
import { statementsOf } from './statements-of.ts';
import { lasting, noWork, type Work } from './work.ts';

/** Plans the statements that turn a database like `before` into one like `after`. */
export function planBetween(before: Side, after: Side): Plan {
  const work = noWork();
  const displaced: CatalogObject[] = [];
  for (const change of changesBetween(before, after, work)) planChange(change, work, displaced);
  displace([...work.drops.values(), ...displaced], before, after, work);
  const standLast = columnsAtEnd(work, before, after);
  return { statements: statementsOf(work, before, after), unplanned: [...work.unplanned, ...standLast] };
}

function planChange(change: Attributed, work: Work, displaced: CatalogObject[]): void {
  const { from, to, attributes } = change;
  const key = keyOf(to.id);
  const family = familyOf(to.id.kind);
  const sql: Sql[] = [];
  for (const attribute of attributes) {
    const planned =
      family?.alter[attribute]?.(change) ??
      (lasting.has(to.id.kind) || !family ? { refused: 'no statement changes it' } : 'recreate');
    if (planned === 'recreate') {
      const reason = family?.refuses?.(to);
      if (reason !== undefined) {
        work.unplanned.push({ about: to.id, attribute, reason });
        continue;
      }
      work.drops.set(key, from);
      work.creates.set(key, to);
      return;
    }
    if ('refused' in planned) work.unplanned.push({ about: to.id, attribute, reason: planned.refused });
    else sql.push(...planned.filter((each) => !sql.some((other) => other.sql === each.sql)));
    if (isDisplacing(change, attribute)) displaced.push(from);
  }
  if (sql.length > 0) work.alters.set(key, { to, sql });
}
