import type { Order } from '../model/catalog.ts';
import { keyOf } from '../model/identity.ts';
import type { Side } from './plan-family.ts';
import type { Unplanned } from './planned-statement.ts';
import type { Work } from './work.ts';

/** A new column of an old table comes last, whatever its place is to be. */
export function columnsAtEnd({ drops, creates, unplanned }: Work, before: Side, after: Side): Unplanned[] {
  const added = [...creates.values()].filter(
    ({ id, within }) => id.kind === 'column' && within && !creates.has(keyOf(within)),
  );
  const tables = new Map(added.flatMap(({ within }) => (within ? [[keyOf(within), within] as const] : [])));
  return [...tables.values()].flatMap((table): Unplanned[] => {
    const [was, is] = [before, after].map(
      (side) => (side.find(table)?.attributes.columnOrder as Order | undefined)?.order ?? [],
    );
    const dropped = (name: string): boolean =>
      drops.has(keyOf({ ...table, kind: 'column', table: table.name, name }));
    const kept = (was ?? []).filter((name) => is?.includes(name) && !dropped(name));
    const isSaid = unplanned.some(
      ({ about, attribute }) => keyOf(about) === keyOf(table) && attribute === 'columnOrder',
    );
    if (isSaid || kept.every((name, at) => is?.[at] === name)) return [];
    return [
      { about: table, attribute: 'columnOrder', reason: 'a column that is added to a table comes last' },
    ];
  });
}
