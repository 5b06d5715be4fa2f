import type { Layout } from '../history/file-name.ts';
import type { CatalogObject } from '../model/catalog.ts';
import { type Identity, type Kind, type Name, printIdentity } from '../model/identity.ts';
import type { PlannedStatement } from '../plan/planned-statement.ts';

/** Kinds that drizzle-kit calls after their table, unless the schema names them. */
const calledAfter: readonly Kind[] = ['primary-key', 'unique', 'foreign-key'];

/** Kinds whose texts it keeps with the table's name before each column, and in its own words. */
const keptAsText: readonly Kind[] = ['check', 'index'];

const does: Readonly<Record<Layout, string>> = {
  journal: 'drops and makes again what it calls after the table, or keeps in words that name it',
  folders: 'asks whether it renames or creates what it calls after the table (answer rename)',
};

/** What drizzle-kit 0.x makes again, and 1.x asks about, once the schema declares that tables have another name: a sentence for each. */
export function madeAgain(
  statements: readonly PlannedStatement[],
  objects: readonly CatalogObject[],
  layout: Layout,
): string[] {
  return statements.flatMap(({ renames: was, about }) => {
    if (!was || about.kind !== 'table') return [];
    const again = objects.filter(
      (each) =>
        isOn(each, about) && (layout === 'journal' ? isKept(each, was) : each.id.name.includes(was.name)),
    );
    if (again.length === 0) return [];
    const names = again.map(({ id }) => printIdentity(id)).join(', ');
    return `once the schema declares ${printIdentity(about)}, drizzle-kit generate ${does[layout]}: ${names}`;
  });
}

/** Of a primary key of one column it keeps no name. */
const isKept = ({ id: { kind, name }, attributes: { columns } }: CatalogObject, was: Identity): boolean =>
  keptAsText.includes(kind) ||
  (name.includes(was.name) && !(kind === 'primary-key' && (columns as readonly string[]).length === 1));

function isOn({ id, attributes }: CatalogObject, { schema, name }: Identity): boolean {
  const isOf = id.schema === schema && id.table === name;
  if (keptAsText.includes(id.kind)) return isOf;
  const { schema: of, name: to } = (attributes.references ?? {}) as Partial<Name>;
  return calledAfter.includes(id.kind) && (isOf || (of === schema && to === name));
}
