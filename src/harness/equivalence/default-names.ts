import { factsOf } from '../catalog/kinds.ts';
import type { NameForm } from '../catalog/name-forms.ts';
import type { CatalogObject } from '../model/catalog.ts';
import type { Kind } from '../model/identity.ts';
import { cut, longest, makeObjectName } from './long-names.ts';

/** Whether objects of a kind can have names that nobody chose. */
export const isNamedByDefault = (kind: Kind): boolean => factsOf(kind).defaultNames !== undefined;

/**
 * Whether two names of one object are both nobody's choice: one is what some tool calls it today, the other too, or what a
 * tool called it before its table or a column was renamed, since Postgres renames no constraint along with those.
 */
export function areDefaultNames(object: CatalogObject, a: string, b: string): boolean {
  const { id, within } = object;
  // A schema file cannot say who owns a sequence; what it lies in is known all the same.
  const owner = id.kind === 'sequence' && within?.kind === 'column' ? within : undefined;
  const table = owner?.table ?? id.table ?? '';
  const attributes = owner ? { ...object.attributes, ownedBy: { ...owner } } : object.attributes;
  const own = factsOf(id.kind).defaultNames?.(attributes) ?? [];
  const today = (name: string): boolean => own.some((form) => isToday(table, form, name));
  const everSo = (name: string): boolean => today(name) || own.some((form) => isFormer(table, form, name));
  return (today(a) && everSo(b)) || (today(b) && everSo(a));
}

function isToday(table: string, { middle, ending }: NameForm, name: string): boolean {
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
function isFormer(table: string, { middle, ending }: NameForm, name: string): boolean {
  const tail = ['', ...middle, ending].join('_');
  const open = ending === 'check';
  if (!(open && middle.length === 0) && name.endsWith(tail) && name.length > tail.length) return true;
  const [head, end] = [`${table}_`, `_${ending}`];
  const between = name.length - head.length - end.length;
  return !open && middle.length > 0 && between > 0 && name.startsWith(head) && name.endsWith(end);
}
