import { attributeOf } from '../../catalog/kinds.ts';
import { byKeyOf } from '../../catalog/of-table.ts';
import { type Difference, sameValue } from '../../diff/diff.ts';
import type { CatalogObject } from '../../model/catalog.ts';
import { type Identity, type Kind, keyOf, namedKinds } from '../../model/identity.ts';
import { areDefaultNames } from '../default-names.ts';
import { takesFrom } from '../sequence-default.ts';
import { areInPlace } from './in-place.ts';
import { columnsIn, isSameButName, type Renaming } from './same-but-name.ts';

type Objects = readonly CatalogObject[];

/** What is missing, and what is there in its place and is the same but for its name. */
export interface Rename {
  readonly missing: CatalogObject;
  readonly extra: CatalogObject;
}

/** Kinds whose objects are known by more than their names. */
export const renamable: readonly Kind[] = ['schema', ...namedKinds, 'statistics'];

/** Every missing object with the only extra one that it may be, and that may be no other. */
export function renamesIn(
  found: readonly Difference[],
  expected: Objects,
  actual: Objects,
  known: readonly Renaming[],
): Rename[] {
  const of = (type: Difference['type']): CatalogObject[] =>
    found.flatMap((each) =>
      each.type === type && renamable.includes(each.object.id.kind) ? each.object : [],
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

export interface Side {
  readonly byKey: ReadonlyMap<string, CatalogObject>;
  /** By the keys of their tables. */
  readonly columns: ReadonlyMap<string, readonly CatalogObject[]>;
  /** Those that a column owns, by its key. */
  readonly sequences: ReadonlyMap<string, CatalogObject>;
}

export interface Sides {
  readonly expected: Side;
  readonly actual: Side;
}

/** The objects of a side, by their keys. */
export function sideOf(objects: Objects): Side {
  const columns = new Map<string, CatalogObject[]>();
  const sequences = new Map<string, CatalogObject>();
  for (const each of objects) {
    if (each.id.kind === 'sequence' && each.within?.kind === 'column')
      sequences.set(keyOf(each.within), each);
    if (each.id.kind !== 'column' || !each.within) continue;
    const key = keyOf(each.within);
    const known = columns.get(key);
    if (known) known.push(each);
    else columns.set(key, [each]);
  }
  return { byKey: byKeyOf(objects), columns, sequences };
}

function mayBeOne(
  missing: CatalogObject,
  extra: CatalogObject,
  sides: Sides,
  known: readonly Renaming[],
): boolean {
  const [a, b] = [missing.id, extra.id];
  if (a.kind !== b.kind || a.schema !== b.schema || a.table !== b.table) return false;
  if (!sameValue(a.arguments ?? [], b.arguments ?? [])) return false;
  if (isOfSeries(a.name, b.name) || areDefaultNames(missing, a.name, b.name)) return false;
  if (a.kind === 'column' && !isInPlace(missing, extra, sides)) return false;
  if (a.kind === 'table' && !haveSameColumns(missing, extra, sides, known)) return false;
  if (a.kind === 'schema' && !haveSameContents(a, b, sides)) return false;
  return (
    isSameButName(missing, extra, known) || (a.kind === 'column' && isAmongOthers(missing, extra, sides))
  );
}

/**
 * Whether two columns are in the one place where their tables differ, and not the last one: a column that is added comes last, so
 * that only one which was renamed is there, whatever else was done to it.
 */
function isAmongOthers(missing: CatalogObject, extra: CatalogObject, { expected, actual }: Sides): boolean {
  const table = missing.within ? keyOf(missing.within) : '';
  const [was, is] = [expected, actual].map(({ byKey }) => columnsIn(byKey.get(table)));
  const at = was?.indexOf(missing.id.name) ?? -1;
  return (
    was !== undefined &&
    at < was.length - 1 &&
    is?.length === was.length &&
    was.every((name, place) => (place === at ? is[at] === extra.id.name : is[place] === name)) &&
    sameValue(missing.attributes.generated ?? null, extra.attributes.generated ?? null)
  );
}

/** A schema is what is in it: most of that is in the other one, by its names. */
function haveSameContents(a: Identity, b: Identity, { expected, actual }: Sides): boolean {
  const [was, is] = [contentsOf(a, expected), contentsOf(b, actual)];
  const common = [...was].filter((each) => is.has(each)).length;
  return common > 1 && 2 * common > was.size + is.size - common;
}

const contentsOf = ({ name }: Identity, { byKey }: Side): ReadonlySet<string> =>
  new Set(
    [...byKey.values()]
      .filter(({ id }) => id.schema === name && id.kind !== 'grant' && id.kind !== 'revoke')
      .map(({ id: { schema: _, arguments: types, ...id } }) =>
        keyOf({ ...id, ...(types ? { arguments: [String(types.length)] } : {}) }),
      ),
  );

/** What is numbered or dated differs from what is before and after it in that alone. */
const isOfSeries = (a: string, b: string): boolean => a.replace(/\d+/g, '') === b.replace(/\d+/g, '');

/** Columns of a typed table are its type's. */
export function isInPlace(
  missing: CatalogObject,
  extra: CatalogObject,
  { expected, actual }: Sides,
): boolean {
  const table = missing.within ? keyOf(missing.within) : '';
  const holder = expected.byKey.get(table);
  if (holder && attributeOf(holder, 'table', 'ofType') !== null) return false;
  const [was, is] = [columnsIn(holder), columnsIn(actual.byKey.get(table))];
  return areInPlace(missing.id.name, was, extra.id.name, is);
}

/**
 * A table of one column may be any; one whose columns are partly called otherwise has to have keys or indexes of the same names, or
 * where there are none at all, three columns that are and just one that is not.
 */
export function haveSameColumns(
  missing: CatalogObject,
  extra: CatalogObject,
  sides: Sides,
  known: readonly Renaming[],
): boolean {
  const [was, is] = [columnsOf(missing, sides.expected), columnsOf(extra, sides.actual)];
  if (was.length < 2 || was.length !== is.length) return false;
  const renamings = [...known, { expected: missing.id, actual: extra.id }];
  const areSame = was.every((each, at) => {
    const other = is[at];
    return other !== undefined && isSameColumn(each, other, sides, renamings);
  });
  const same = was.filter(({ id }, at) => id.name === is[at]?.id.name).length;
  return (
    areSame &&
    (same === was.length ||
      (same > 1 && same > was.length / 2 && haveOneName(missing, extra, sides)) ||
      (same > 2 && same === was.length - 1 && haveNoNames(missing, extra, sides)))
  );
}

/** The columns of a table in their order. */
function columnsOf(table: CatalogObject, { columns }: Side): CatalogObject[] {
  const own = new Map((columns.get(keyOf(table.id)) ?? []).map((each) => [each.id.name, each]));
  return columnsIn(table).flatMap((name) => own.get(name) ?? []);
}

/** A serial column counts by a sequence of its own, whatever that is called. */
function isSameColumn(
  expected: CatalogObject,
  actual: CatalogObject,
  sides: Sides,
  known: readonly Renaming[],
): boolean {
  const count = [countsByOwn(expected, sides.expected), countsByOwn(actual, sides.actual)].every(Boolean);
  const other = count
    ? { ...actual, attributes: { ...actual.attributes, default: expected.attributes.default ?? null } }
    : actual;
  return isSameButName(expected, other, known);
}

function countsByOwn({ id, attributes }: CatalogObject, { sequences }: Side): boolean {
  const own = sequences.get(keyOf(id));
  return own !== undefined && takesFrom(attributes.default, own.id);
}

/** Postgres renames no key and no index of a table along with it. */
const haveOneName = (missing: CatalogObject, extra: CatalogObject, { expected, actual }: Sides): boolean => {
  const names = new Set(keptNames(missing.id, expected));
  return keptNames(extra.id, actual).some((name) => names.has(name));
};

const haveNoNames = (missing: CatalogObject, extra: CatalogObject, { expected, actual }: Sides): boolean =>
  keptNames(missing.id, expected).length + keptNames(extra.id, actual).length === 0;

const kept: readonly Kind[] = ['primary-key', 'unique', 'foreign-key', 'check', 'exclusion', 'index'];

/** What the keys, checks and indexes of a table are called. */
export const keptNames = ({ schema, name }: Identity, { byKey }: Side): string[] =>
  [...byKey.values()]
    .filter(({ id }) => id.schema === schema && id.table === name && kept.includes(id.kind))
    .map(({ id }) => JSON.stringify([id.kind, id.name]));
