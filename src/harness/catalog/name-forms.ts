import type { Key, Value } from '../model/catalog.ts';
import type { Name } from '../model/identity.ts';
import { tokensOf } from './tokens.ts';

/**
 * What a tool puts behind a table's name when nobody chose a name: `table_middle_ending`. Postgres
 * (ChooseConstraintName, ChooseIndexName), drizzle-kit 0.x and drizzle-kit 1.0 have forms of their own.
 */
export interface NameForm {
  readonly middle: readonly string[];
  readonly ending: string;
}

/** The texts of an attribute that is a list of them, such as names of columns. */
export const textsOf = (value: Value | undefined): readonly string[] => (value ?? []) as readonly string[];

/** The own name of a table or a column; drizzle-kit leaves the schema out. */
export const ownName = (value: Value | undefined): string => (value as Name | null | undefined)?.name ?? '';

/** A name as it is stored. */
export const bare = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();

/** What Postgres calls the keys of an index after: a column or a function by its name, any other expression `expr`. */
export const namesOfKeys = (keys: Value | undefined): readonly string[] =>
  ((keys ?? []) as readonly Key[]).map(({ expression }) => {
    const [first] = tokensOf(expression) ?? [];
    return first?.type === 'name' || first?.type === 'word' ? bare(first.text) : 'expr';
  });

/** The second column of a name gets a number (ChooseIndexColumnNames). */
export const numbered = (names: readonly string[]): readonly string[] =>
  names.map((name, at) => {
    const before = names.slice(0, at).filter((each) => each === name).length;
    return before === 0 ? name : `${name}${before}`;
  });

/** Postgres names a check after its column when it has one only: the columns are among the names in its text. */
export const namesIn = (expression: Value | undefined): readonly string[] =>
  (tokensOf(String(expression)) ?? [])
    .filter(({ type }) => type === 'name' || type === 'word')
    .map(({ text }) => bare(text));
