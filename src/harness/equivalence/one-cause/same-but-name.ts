import { attributeOf } from '../../catalog/kinds.ts';
import { tokensOf } from '../../catalog/tokens.ts';
import { sameValue } from '../../diff/diff.ts';
import { type Attributes, type CatalogObject, isList, type Order, type Value } from '../../model/catalog.ts';
import { escapePattern } from '../../model/escape-pattern.ts';
import { type Identity, isFuture, type Kind, keyOf } from '../../model/identity.ts';
import { mapTexts } from '../../model/map-texts.ts';
import { quoteName } from '../../postgres/connection.ts';
import { isSameButPrefix } from './prefixes.ts';

/** An object that is called one thing where it is expected and another where it is. */
export interface Renaming {
  readonly expected: Identity;
  readonly actual: Identity;
}

/** Kinds that others are in by name: a table, and a domain with its checks. */
const holding: readonly Kind[] = ['table', 'foreign-table', 'view', 'materialized-view', 'domain'];

const isPlain = (name: string): boolean => /^[a-z_][a-z0-9_$]*$/.test(name);
const asPrinted = (name: string): string => (isPlain(name) ? name : quoteName(name));

/** A text with one name for another: as a whole, or wherever a definition that Postgres printed has it. */
export function withName(text: string, { expected, actual }: Renaming): string {
  if (text === actual.name) return expected.name;
  if (actual.kind === 'schema') return inSchemaNamed(text, { expected, actual });
  const tokens = tokensOf(text) ?? [];
  const isIt = (token: string): boolean => token === actual.name || token === quoteName(actual.name);
  let [made, at] = ['', 0];
  for (const each of tokens) {
    if ((each.type !== 'word' && each.type !== 'name') || !isIt(each.text)) continue;
    made += text.slice(at, each.at) + asPrinted(expected.name);
    at = each.at + each.text.length;
  }
  return withoutAlias(made + text.slice(at), asPrinted(expected.name));
}

/** A schema is named before a dot, in a text that says what a sequence is called as well. */
function inSchemaNamed(text: string, { expected, actual }: Renaming): string {
  const [was, is] = [asPrinted(actual.name), asPrinted(expected.name)];
  return text.replace(new RegExp(`(?<![\\w$".])${escapePattern(was)}(?=\\.)`, 'g'), () => is);
}

/** A view that names a column which was renamed calls it as before: `years AS age`. */
const withoutAlias = (text: string, name: string): string => text.replaceAll(`${name} AS ${name}`, name);

/** An identity under the name that is expected: of the object itself, and of what is in it. */
export function idWithName(id: Identity, renaming: Renaming): Identity {
  const { expected, actual } = renaming;
  if (keyOf(id) === keyOf(actual)) return expected;
  if (actual.kind === 'schema') return idInSchemaNamed(id, renaming);
  const isIn = holding.includes(actual.kind) && id.schema === actual.schema && id.table === actual.name;
  return isIn ? { ...id, table: expected.name } : id;
}

function idInSchemaNamed(id: Identity, renaming: Renaming): Identity {
  const isIn = id.schema === renaming.actual.name;
  const types = id.arguments?.map((each) => inSchemaNamed(each, renaming));
  return {
    ...id,
    ...(isIn ? { schema: renaming.expected.name } : {}),
    ...(types ? { arguments: types } : {}),
  };
}

/** A grant is called as what it is on, which is what it goes with. */
function idOf({ id, within }: CatalogObject, renaming: Renaming): Identity {
  const renamed = idWithName(id, renaming);
  const isOn = id.on !== undefined && !isFuture(id) && within && keyOf(within) === keyOf(renaming.actual);
  return isOn ? { ...renamed, name: renaming.expected.name } : renamed;
}

/** Objects under the name that is expected by the last renaming. What is another all the same stays what it is. */
export function withNames(
  objects: readonly CatalogObject[],
  renamings: readonly [...Renaming[], Renaming],
  wanted: ReadonlyMap<string, CatalogObject>,
): CatalogObject[] {
  const renaming = renamings[renamings.length - 1] as Renaming;
  return objects.map((object) => {
    const { within, needs } = object;
    const id = idOf(object, renaming);
    const attributes = attributesLike(object, wanted.get(keyOf(id))?.attributes, renamings);
    return {
      id,
      attributes,
      ...(within ? { within: idWithName(within, renaming) } : {}),
      ...(needs ? { needs: needs.map((each) => idWithName(each, renaming)) } : {}),
    };
  });
}

/** Kinds that list their columns by name, in no order of their own. */
const unordered: readonly Kind[] = ['statistics', 'publication-table'];

const inOrderOf = ({ id: { kind } }: CatalogObject, value: Value): Value =>
  unordered.includes(kind) && isList(value) ? value.map(String).sort() : value;

function attributesLike(
  object: CatalogObject,
  wanted: Attributes | undefined,
  renamings: readonly Renaming[],
): Attributes {
  const { attributes: own } = object;
  if (!wanted) return own;
  const named = (text: string): string => renamings.reduce(withName, text);
  return Object.fromEntries(
    Object.entries(own).map(([name, value]) => {
      if (sameValue(value, wanted[name] ?? null)) return [name, value];
      const renamed = inOrderOf(object, mapTexts(value, named) as Value);
      const other = wanted[name] ?? null;
      return [name, sameValue(renamed, other) || isSameButPrefix(renamed, other) ? other : value];
    }),
  );
}

/** Whether two objects are one but for their names, as far as their own attributes say it, and for names that are known. */
export function isSameButName(
  expected: CatalogObject,
  actual: CatalogObject,
  known: readonly Renaming[],
): boolean {
  const renamings = [...known, { expected: expected.id, actual: actual.id }];
  const renamed = attributesLike(actual, expected.attributes, renamings);
  return Object.entries(expected.attributes).every(([name, value]) =>
    sameValue(value, renamed[name] ?? null),
  );
}

/** The names of a table's columns, in their order. */
export const columnsIn = (table: CatalogObject | undefined): readonly string[] =>
  ((table && attributeOf(table, 'table', 'columnOrder')) as Order | null | undefined)?.order ?? [];
