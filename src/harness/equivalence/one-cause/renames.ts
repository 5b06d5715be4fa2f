import { attributeOf } from '../../catalog/kinds.ts';
import { byKeyOf } from '../../catalog/of-table.ts';
import { type Difference, sameValue } from '../../diff/diff.ts';
import type { CatalogObject } from '../../model/catalog.ts';
import { type Kind, keyOf } from '../../model/identity.ts';
import { areDefaultNames } from '../default-names.ts';
import { columnsIn, isSameButName, type Renaming } from './same-but-name.ts';

type Objects = readonly CatalogObject[];

/** What is missing, and what is there in its place and is the same but for its name. */
export interface Rename {
  readonly missing: CatalogObject;
  readonly extra: CatalogObject;
}

/** Kinds whose objects are known by more than their names. */
export const renamable = [
  'table',
  'column',
  'primary-key',
  'unique',
  'foreign-key',
  'check',
  'exclusion',
  'index',
  'enum',
  'domain',
  'composite-type',
  'view',
  'materialized-view',
  'policy',
  'trigger',
] as const satisfies readonly Kind[];

/** Every missing object with the only extra one that it may be, and that may be no other. */
export function renamesIn(
  found: readonly Difference[],
  expected: Objects,
  actual: Objects,
  known: readonly Renaming[],
): Rename[] {
  const of = (type: Difference['type']): CatalogObject[] =>
    found.flatMap((each) =>
      each.type === type && (renamable as readonly Kind[]).includes(each.object.id.kind) ? each.object : [],
    );
  const [missings, extras] = [of('missing'), of('extra')];
  if (extras.length === 0 || missings.length * extras.length > mostPairs) return [];
  const sides = { expected: sideOf(expected), actual: sideOf(actual) };
  const pairs = missings.flatMap((missing) =>
    extras.filter((extra) => mayBeOne(missing, extra, sides, known)).map((extra) => ({ missing, extra })),
  );
  return pairs.filter(
    ({ missing, extra }) =>
      pairs.filter((each) => each.missing === missing || each.extra === extra).length === 1,
  );
}

/** With more of both, one side is of another database. */
const mostPairs = 20_000;

interface Side {
  readonly byKey: ReadonlyMap<string, CatalogObject>;
  /** By the keys of their tables. */
  readonly columns: ReadonlyMap<string, readonly CatalogObject[]>;
}

interface Sides {
  readonly expected: Side;
  readonly actual: Side;
}

function sideOf(objects: Objects): Side {
  const columns = new Map<string, CatalogObject[]>();
  for (const each of objects) {
    if (each.id.kind !== 'column' || !each.within) continue;
    const key = keyOf(each.within);
    const known = columns.get(key);
    if (known) known.push(each);
    else columns.set(key, [each]);
  }
  return { byKey: byKeyOf(objects), columns };
}

function mayBeOne(
  missing: CatalogObject,
  extra: CatalogObject,
  sides: Sides,
  known: readonly Renaming[],
): boolean {
  const [a, b] = [missing.id, extra.id];
  if (a.kind !== b.kind || a.schema !== b.schema || a.table !== b.table) return false;
  if (isOfSeries(a.name, b.name) || areDefaultNames(missing, a.name, b.name)) return false;
  if (a.kind === 'column' && !isInPlace(missing, extra, sides)) return false;
  if (a.kind === 'table' && !haveSameColumns(missing, extra, sides, known)) return false;
  return isSameButName(missing, extra, known);
}

/** What is numbered or dated differs from what is before and after it in that alone. */
const isOfSeries = (a: string, b: string): boolean => a.replace(/\d+/g, '') === b.replace(/\d+/g, '');

/** A column that is renamed keeps its place, and one that is added comes last; those of a typed table are its type's. */
function isInPlace(missing: CatalogObject, extra: CatalogObject, { expected, actual }: Sides): boolean {
  const table = missing.within ? keyOf(missing.within) : '';
  const holder = expected.byKey.get(table);
  const [was, is] = [columnsIn(holder), columnsIn(actual.byKey.get(table))];
  const at = is.indexOf(extra.id.name);
  if (holder && attributeOf(holder, 'table', 'ofType') !== null) return false;
  return at >= 0 && was.length === is.length && was[at] === missing.id.name;
}

/** A table of one column may be any. */
function haveSameColumns(
  missing: CatalogObject,
  extra: CatalogObject,
  { expected, actual }: Sides,
  known: readonly Renaming[],
): boolean {
  if (!sameValue(columnsIn(missing), columnsIn(extra))) return false;
  const was = expected.columns.get(keyOf(missing.id)) ?? [];
  const is = new Map((actual.columns.get(keyOf(extra.id)) ?? []).map((each) => [each.id.name, each]));
  return (
    was.length > 1 &&
    was.length === is.size &&
    was.every((each) => {
      const other = is.get(each.id.name);
      return (
        other !== undefined &&
        isSameButName(each, other, [...known, { expected: missing.id, actual: extra.id }])
      );
    })
  );
}
