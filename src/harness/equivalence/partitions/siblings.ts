import type { CatalogObject, Structure, Value } from '../../model/catalog.ts';
import { type Identity, keyOf } from '../../model/identity.ts';
import { mapTexts } from '../../model/map-texts.ts';

/** A partition of a series, and all that belongs to it. */
export interface Member {
  readonly table: CatalogObject;
  readonly objects: readonly CatalogObject[];
}

/** Stands for the name of a partition in names and texts, so that those of its siblings can be compared with them. */
const itself = '\u0001';

const called = (text: string, from: string, to: string): string => text.replaceAll(from, to);
const withoutNumbers = (text: string): string => text.replace(/\d+/g, '#');

/** What an object is to its partition: two with the same part are each other's counterparts. */
function partIn({ table }: Member, { id }: CatalogObject): string {
  const own = (text = ''): string => called(text, table.id.name, itself);
  const name = id.kind === 'table' ? withoutNumbers(own(id.name)) : own(id.name);
  return JSON.stringify([id.kind, withoutNumbers(own(id.table)), name]);
}

/** Attributes whose numbers, days and names are a partition's own. */
const numbered: ReadonlySet<string> = new Set([
  'partitionBounds',
  'expression',
  'comment',
  'partitionOf',
  'start',
]);

function comparable({ table }: Member, attribute: string, value: Value): string {
  const text = JSON.stringify(mapTexts(value, (each) => called(each, table.id.name, itself)));
  return numbered.has(attribute) ? withoutNumbers(text) : text;
}

/** An object of one partition, as another one would have it. */
const asOf = <T>(value: T, from: Member, to: Member): T =>
  mapTexts(value, (text) => called(text, from.table.id.name, to.table.id.name));

interface Counterpart {
  readonly member: Member;
  readonly object: CatalogObject;
}

/**
 * What a partition should be like by its siblings: what more than half of them have, and nothing that less than half of
 * them have. Names that follow no pattern, and what is as often so as otherwise, are left as they are.
 */
export function bySiblings(member: Member, siblings: readonly Member[]): CatalogObject[] {
  const counterparts = new Map<string, Counterpart[]>();
  for (const sibling of siblings)
    for (const [part, object] of partsOf(sibling))
      counterparts.set(part, [...(counterparts.get(part) ?? []), { member: sibling, object }]);
  const parts = partsOf(member);
  const weight = (part: string): number => 2 * (counterparts.get(part)?.length ?? 0) - siblings.length;
  const isAllowed = (part: string, object: CatalogObject): boolean =>
    object === member.table || weight(part) >= 0;
  const kept = [...parts].filter(([part, object]) => isAllowed(part, object));
  const extra = [...parts].filter(([part, object]) => !isAllowed(part, object)).map(([, object]) => object);
  const missing = [...counterparts]
    .filter(([part]) => !parts.has(part) && weight(part) > 0)
    .flatMap(([, [first]]) => first ?? []);
  const { alike, wanting } = paired(member, extra, missing);
  return [
    ...kept.map(([part, object]) => usual(member, object, counterparts.get(part) ?? [])),
    ...alike,
    ...wanting.map(({ member: from, object }) => asOf(object, from, member)),
  ];
}

const partsOf = (member: Member): Map<string, CatalogObject> =>
  new Map(member.objects.map((object) => [partIn(member, object), object]));

/** Whether the name is often made of the table's, cut to length or numbered. */
const isNameless = ({ kind }: Identity): boolean => kind !== 'column' && kind !== 'table';

/** What is missing under one name and there under another. */
function paired(member: Member, extra: readonly CatalogObject[], missing: readonly Counterpart[]) {
  const left = extra.filter(({ id }) => isNameless(id));
  const alike: CatalogObject[] = [];
  const wanting = missing.filter((each) => {
    const at = left.findIndex((object) => shapeOf(member, object) === shapeOf(each.member, each.object));
    if (at < 0) return true;
    alike.push(...left.splice(at, 1));
    return false;
  });
  return { alike, wanting };
}

const shapeOf = (member: Member, { id, attributes }: CatalogObject): string =>
  JSON.stringify([
    id.kind,
    tableIn(member, id),
    ...Object.entries(attributes).map(([name, value]) => comparable(member, name, value)),
  ]);

const tableIn = ({ table }: Member, { table: on = '' }: Identity): string =>
  withoutNumbers(called(on, table.id.name, itself));

/** An object with the attributes that more than half of its counterparts have. */
function usual(member: Member, object: CatalogObject, counterparts: readonly Counterpart[]): CatalogObject {
  const others = counterparts.filter((each) => keyOf(each.object.id) !== keyOf(object.id));
  const attributes = Object.entries(object.attributes).map(([name, own]): [string, Value] => {
    const same = (value: Value, of: Member): boolean =>
      comparable(of, name, value) === comparable(member, name, own);
    const differing = others.filter((each) => !same(attributeIn(each, name), each.member));
    const most = commonest(differing, name);
    return most && 2 * most.count > counterparts.length
      ? [name, asOf(attributeIn(most.one, name), most.one.member, member)]
      : [name, own];
  });
  return { ...object, attributes: Object.fromEntries(attributes) as Structure };
}

const attributeIn = ({ object }: Counterpart, name: string): Value => object.attributes[name] ?? null;

function commonest(counterparts: readonly Counterpart[], name: string) {
  const groups = new Map<string, { readonly one: Counterpart; count: number }>();
  for (const one of counterparts) {
    const text = comparable(one.member, name, attributeIn(one, name));
    const known = groups.get(text);
    if (known) known.count++;
    else groups.set(text, { one, count: 1 });
  }
  return [...groups.values()].reduce<{ readonly one: Counterpart; count: number } | undefined>(
    (most, each) => (most && most.count >= each.count ? most : each),
    undefined,
  );
}
