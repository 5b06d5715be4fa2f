import { tokensOf } from '../catalog/tokens.ts';
import type { Attributes, CatalogObject, Key, Value } from '../model/catalog.ts';
import type { Kind, Name } from '../model/identity.ts';
import { cut, longest, makeObjectName } from './long-names.ts';

/** What a tool puts behind a table's name when nobody chose a name: `table_middle_ending`. */
interface Form {
  readonly middle: readonly string[];
  readonly ending: string;
}

/**
 * The names that Postgres (ChooseConstraintName, ChooseIndexName), drizzle-kit 0.x and drizzle-kit 1.0 give. A single
 * primary key is always named by Postgres; drizzle-kit names no check and no exclusion.
 */
const forms: Partial<Record<Kind, (attributes: Attributes) => readonly Form[]>> = {
  'primary-key': ({ columns }) => [
    { middle: [], ending: 'pkey' },
    { middle: listOf(columns), ending: 'pk' },
  ],
  unique: ({ columns }) => [
    { middle: listOf(columns), ending: 'key' },
    { middle: listOf(columns), ending: 'unique' },
  ],
  'foreign-key': ({ columns, references, referencedColumns }) => {
    const middle = [...listOf(columns), nameIn(references), ...listOf(referencedColumns)];
    return [
      { middle: listOf(columns), ending: 'fkey' },
      { middle, ending: 'fkey' },
      { middle, ending: 'fk' },
    ];
  },
  index: ({ keys }) => [
    { middle: numbered(keysOf(keys).map(nameOfKey)), ending: 'idx' },
    { middle: keysOf(keys).map(nameOfKey), ending: 'index' },
  ],
  sequence: ({ ownedBy }) => [{ middle: [nameIn(ownedBy)], ending: 'seq' }],
  check: ({ expression }) =>
    [[], ...namesIn(expression).map((name) => [name])].map((middle) => ({ middle, ending: 'check' })),
  exclusion: ({ keys }) => [{ middle: numbered(keysOf(keys).map(nameOfKey)), ending: 'excl' }],
};

/** Whether objects of a kind can have names that nobody chose. */
export const isNamedByDefault = (kind: Kind): boolean => forms[kind] !== undefined;

/**
 * Whether two names of one object are both nobody's choice: one is what some tool calls it today, the other too, or what a
 * tool called it before its table or a column was renamed, since Postgres renames no constraint along with those.
 */
export function areDefaultNames({ id, attributes }: CatalogObject, a: string, b: string): boolean {
  const table =
    id.kind === 'sequence' ? ((attributes.ownedBy as Name | null)?.table ?? '') : (id.table ?? '');
  const own = forms[id.kind]?.(attributes) ?? [];
  const today = (name: string): boolean => own.some((form) => isToday(table, form, name));
  const everSo = (name: string): boolean => today(name) || own.some((form) => isFormer(table, form, name));
  return (today(a) && everSo(b)) || (today(b) && everSo(a));
}

const listOf = (value: Value | undefined): readonly string[] => (value ?? []) as readonly string[];
const keysOf = (value: Value | undefined): readonly Key[] => (value ?? []) as readonly Key[];

/** A table's or a column's own name; drizzle-kit leaves the schema out. */
const nameIn = (value: Value | undefined): string => (value as Name | null | undefined)?.name ?? '';

/** A name as it is stored. */
export const bare = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();

/** What Postgres calls an index's column after: a column or a function by its name, any other expression `expr`. */
function nameOfKey({ expression }: Key): string {
  const [first] = tokensOf(expression) ?? [];
  return first?.type === 'name' || first?.type === 'word' ? bare(first.text) : 'expr';
}

/** The second column of a name gets a number (ChooseIndexColumnNames). */
const numbered = (names: readonly string[]): readonly string[] =>
  names.map((name, at) => {
    const before = names.slice(0, at).filter((each) => each === name).length;
    return before === 0 ? name : `${name}${before}`;
  });

/** Postgres names a check after its column when it has one only: the columns are among the names in its text. */
const namesIn = (expression: unknown): readonly string[] =>
  (tokensOf(String(expression)) ?? [])
    .filter(({ type }) => type === 'name' || type === 'word')
    .map(({ text }) => bare(text));

function isToday(table: string, { middle, ending }: Form, name: string): boolean {
  const plain = [table, ...middle, ending].join('_');
  const made = makeObjectName(table, middle.join('_'), ending);
  return [plain, cut(plain), made].includes(withoutNumber(name, made)) || isHashed(table, plain, name);
}

/** Postgres numbers the second name of a kind: `t_a_key`, `t_a_key1`. */
const withoutNumber = (name: string, made: string): string =>
  name.startsWith(made) && /^\d+$/.test(name.slice(made.length)) ? made : name;

/** drizzle-kit 1.0 puts a hash of twelve letters and digits where a foreign key's name would be too long. */
function isHashed(table: string, plain: string, name: string): boolean {
  if (!plain.endsWith('_fkey') || plain.length <= longest) return false;
  return /^[0-9A-Za-z]{12}_fkey$/.test(name.startsWith(`${table}_`) ? name.slice(table.length + 1) : name);
}

/**
 * A name from before a rename keeps all behind the table, or the table and the ending. People name checks
 * `table_…_check` themselves, so that of a check only the former is believed, and not without a column.
 */
function isFormer(table: string, { middle, ending }: Form, name: string): boolean {
  const tail = ['', ...middle, ending].join('_');
  const open = ending === 'check';
  if (!(open && middle.length === 0) && name.endsWith(tail) && name.length > tail.length) return true;
  const [head, end] = [`${table}_`, `_${ending}`];
  const between = name.length - head.length - end.length;
  return !open && middle.length > 0 && between > 0 && name.startsWith(head) && name.endsWith(end);
}
