import { isPartition } from '../catalog/of-table.ts';
import type { Difference } from '../diff/diff.ts';
import { differencesBetween } from '../equivalence/differences.ts';
import type { CatalogObject, Order } from '../model/catalog.ts';
import { type Identity, type Kind, keyOf } from '../model/identity.ts';
import { tieSequence } from './families/sequences.ts';
import { familyOf } from './families.ts';
import { grantedAgain, takenFromNew } from './grants-beside.ts';
import { ownerOf, quoteName } from './names.ts';
import { inOrder } from './order.ts';
import { type Change, containersOf, type Side, type Sql, statement } from './plan-family.ts';
import type { Plan, PlannedStatement, Unplanned } from './planned-statement.ts';

/** Why a difference is left to people. */
export const notPlanned = 'no plan is made for this kind';

/** What is to be done with each object, by key; an object that is recreated is dropped and made. */
interface Work {
  readonly drops: Map<string, CatalogObject>;
  readonly creates: Map<string, CatalogObject>;
  readonly alters: Map<string, { readonly to: CatalogObject; readonly sql: Sql[] }>;
  /** Columns whose default stands in the way of a drop. */
  readonly undefaulted: Map<string, CatalogObject>;
  readonly unplanned: Unplanned[];
}

/** Plans the statements that turn a database like `before` into one like `after`. */
export function planBetween(before: Side, after: Side): Plan {
  const work: Work = {
    drops: new Map(),
    creates: new Map(),
    alters: new Map(),
    undefaulted: new Map(),
    unplanned: [],
  };
  const displaced: CatalogObject[] = [];
  for (const change of changesBetween(before, after, work)) planChange(change, work, displaced);
  displace([...work.drops.values(), ...displaced], before, after, work);
  const standLast = columnsAtEnd(work, before, after);
  return { statements: statementsOf(work, before, after), unplanned: [...work.unplanned, ...standLast] };
}

/** A new column of an old table comes last, whatever its place is to be. */
function columnsAtEnd({ drops, creates, unplanned }: Work, before: Side, after: Side): Unplanned[] {
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

/** Why nothing is planned for a difference, if so: what is in an object that is not made is not made either. */
function unplannable({ type, object }: Difference): string | undefined {
  const family = familyOf(object.id.kind);
  if (!family || (object.within && type !== 'changed' && !isPlanned(object.within.kind))) return notPlanned;
  return type === 'missing' ? family.refuses?.(object) : undefined;
}

const isPlanned = (kind: Kind): boolean => familyOf(kind) !== undefined || kind === 'extension-member';

type Attributed = Change & { readonly attributes: readonly string[] };

/** Objects on one side only are dropped or made; the others change in some attributes. */
function changesBetween(before: Side, after: Side, { drops, creates, unplanned }: Work): Attributed[] {
  const changed = new Map<string, Attributed>();
  const { differences, consequences } = differencesBetween(after.objects, before.objects);
  for (const difference of differences) {
    const key = keyOf(difference.object.id);
    const reason = unplannable(difference);
    if (reason !== undefined) unplanned.push({ about: difference.object.id, reason });
    else if (difference.type === 'missing') creates.set(key, difference.object);
    else if (difference.type === 'extra') drops.set(key, difference.object);
    else if (difference.type === 'changed') {
      const known = changed.get(key);
      const from =
        before.find(difference.object.id) ?? asActual(known?.from ?? difference.object, difference);
      const attributes = [...(known?.attributes ?? []), difference.attribute];
      changed.set(key, { from, to: difference.object, before, after, attributes });
    }
  }
  for (const { type, object } of consequences)
    if (type !== 'changed' && isPartition(object))
      unplanned.push({ about: object.id, reason: 'its table is partitioned in another way' });
  return [...changed.values()];
}

/** A column of a partition that is as its table gives it is in no catalog. */
const asActual = (
  object: CatalogObject,
  { attribute, actual }: Difference & { type: 'changed' },
): CatalogObject => ({
  ...object,
  attributes: { ...object.attributes, [attribute]: actual },
});

/** Kinds that hold rows, or other objects: they are never dropped to be made again. */
const lasting = new Set(['table', 'schema', 'extension', 'sequence']);

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

/** Whether Postgres refuses a change as long as others look at what changes. */
function isDisplacing({ from, to }: Change, attribute: string): boolean {
  if (from.id.kind === 'column') return attribute === 'type' || attribute === 'collation';
  if (from.id.kind === 'domain') return attribute === 'type' || attribute === 'collation';
  if (from.id.kind !== 'enum' || attribute !== 'labels') return false;
  const [was, is] = [from, to].map(({ attributes }) => attributes.labels as readonly string[]);
  return is?.filter((label) => was?.includes(label)).join('\n') !== was?.join('\n');
}

/** Kinds that are made again around a change of what they look at; Postgres rebuilds keys and indexes of a column by itself. */
const lookingOn = new Set(['view', 'materialized-view', 'rule', 'policy', 'trigger']);

/** Drops what depends on what goes, and makes it again if it is there afterwards. */
function displace(start: readonly CatalogObject[], before: Side, after: Side, work: Work): void {
  const queue = [...start];
  for (let gone = queue.pop(); gone; gone = queue.pop()) {
    const isDropped = work.drops.has(keyOf(gone.id));
    for (const part of isDropped ? before.partsOf(gone.id) : [])
      if (recreate(part, gone, after, work)) queue.push(part);
    const columns =
      gone.id.kind === 'column' || isDropped
        ? []
        : before.dependentsOf(gone.id).filter(({ id }) => id.kind === 'column');
    for (const dependent of [
      ...before.dependentsOf(gone.id),
      ...columns.flatMap(({ id }) => before.dependentsOf(id).filter((each) => lookingOn.has(each.id.kind))),
    ])
      if (mustMove(dependent, gone, isDropped, work) && recreate(dependent, gone, after, work))
        queue.push(dependent);
  }
}

function mustMove(dependent: CatalogObject, gone: CatalogObject, isDropped: boolean, work: Work): boolean {
  const { kind } = dependent.id;
  if (kind === 'column' && dependent.attributes.generated === null) {
    if (isDropped && dependent.attributes.default !== null)
      work.undefaulted.set(keyOf(dependent.id), dependent);
    return false;
  }
  if (lasting.has(kind) || kind === 'domain' || kind === 'composite-type' || kind === 'enum') return false;
  return isDropped || gone.id.kind !== 'column' || lookingOn.has(kind) || kind === 'column';
}

/** Returns whether it was not planned before. */
function recreate(
  object: CatalogObject,
  because: CatalogObject,
  after: Side,
  { drops, creates, alters, unplanned }: Work,
): boolean {
  const key = keyOf(object.id);
  if (drops.has(key)) return false;
  const later = after.find(object.id);
  if (
    later &&
    object.id.kind === 'column' &&
    object.attributes.generated === null &&
    because.id.kind !== 'table'
  )
    unplanned.push({ about: object.id, reason: 'it would have to be made again, without its values' });
  drops.set(key, object);
  if (later) creates.set(key, later);
  alters.delete(key);
  return true;
}

function statementsOf(work: Work, before: Side, after: Side): PlannedStatement[] {
  const { drops, creates, alters, undefaulted } = work;
  const isInDropped = (object: CatalogObject): boolean =>
    containersOf(object).some((each) => each.kind !== 'schema' && drops.has(keyOf(each)));
  const isInCreated = ({ within, id }: CatalogObject): boolean =>
    id.kind === 'column' && within !== undefined && creates.has(keyOf(within));
  const dropped = inOrder([...drops.values()], before)
    .reverse()
    .filter((object) => !isInDropped(object));
  const later = (object: CatalogObject): boolean =>
    before.dependentsOf(object.id).some(({ id }) => !drops.has(keyOf(id)) && alters.has(keyOf(id)));
  const drop = (object: CatalogObject) =>
    told(object.id, 'drop', familyOf(object.id.kind)?.drop(object, before) ?? []);
  const made = inOrder(
    [...new Map([...[...alters].map(([key, { to }]) => [key, to] as const), ...creates]).values()],
    after,
  ).filter((object) => !isInCreated(object));
  const make = (object: CatalogObject): PlannedStatement[] => {
    const key = keyOf(object.id);
    if (creates.has(key))
      return told(object.id, 'create', familyOf(object.id.kind)?.create(object, after) ?? []);
    return told(object.id, 'alter', alters.get(key)?.sql ?? []);
  };
  return [
    ...[...undefaulted.values()]
      .filter(({ id, within }) => !drops.has(keyOf(id)) && !(within && drops.has(keyOf(within))))
      .flatMap(withoutDefault),
    ...dropped.filter((object) => !later(object)).flatMap(drop),
    ...made.flatMap(make),
    ...dropped.filter(later).flatMap(drop),
    ...[...undefaulted.keys()].flatMap((key) => defaultAgain(key, after, work)),
    ...[...creates.values()].flatMap((object) =>
      object.id.kind === 'sequence' ? told(object.id, 'alter', ofNoIdentity(object, after)) : [],
    ),
    ...takenFromNew([...creates.values()], before, after, ({ id }) => drops.has(keyOf(id))),
    ...grantedAgain(
      [...drops.values(), ...[...alters.values()].map(({ to }) => to)].filter(
        ({ id }) => id.kind === 'grant',
      ),
      after,
      creates,
    ),
  ];
}

const ofNoIdentity = (sequence: CatalogObject, after: Side): readonly Sql[] =>
  sequence.within?.kind === 'column' && after.find(sequence.within)?.attributes.identity
    ? []
    : tieSequence(sequence);

const withoutDefault = ({ id }: CatalogObject): PlannedStatement[] =>
  told(id, 'alter', statement(`ALTER TABLE ${ownerOf(id)} ALTER COLUMN ${quoteName(id.name)} DROP DEFAULT`));

/** The default that was in the way of a drop; one that changes is set by that change. */
function defaultAgain(key: string, after: Side, { creates, drops }: Work): PlannedStatement[] {
  const column = after.objects.find(({ id }) => keyOf(id) === key);
  if (!column || column.attributes.default === null || creates.has(key) || drops.has(key)) return [];
  if (column.within && creates.has(keyOf(column.within))) return [];
  const { id, attributes } = column;
  return told(
    id,
    'alter',
    statement(
      `ALTER TABLE ${ownerOf(id)} ALTER COLUMN ${quoteName(id.name)} SET DEFAULT ${attributes.default}`,
    ),
  );
}

const told = (about: Identity, does: PlannedStatement['does'], sql: readonly Sql[]): PlannedStatement[] =>
  sql.map((each) => ({ ...each, about, does }));
