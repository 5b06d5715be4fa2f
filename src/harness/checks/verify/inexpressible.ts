import type { Difference } from '../../diff/diff.ts';
import type { Migration } from '../../history/migrations.ts';
import type { CatalogObject } from '../../model/catalog.ts';
import type { Statement } from '../../sql/statement.ts';
import { nameOfParts, nameOfRelation, partsOf } from '../../sql/tree.ts';

/**
 * What to do about a difference that a migration has as drizzle-kit generated it: some versions add a value to an enum at
 * its end wherever the schema has it, or rename a table and not what has a name of its own on it. Undefined for any other.
 */
export async function inexpressible(
  difference: Difference,
  others: readonly Difference[],
  { tag, up }: Migration,
): Promise<string | undefined> {
  const { statements } = await up.parsed();
  if (isOrder(difference) && statements.some((each) => addsAtEnd(each, difference.object)))
    return `drizzle-kit added a value at the end in ${tag}: recreate the type in a new migration if the order matters, or declare the values in the order that they have`;
  if (hasTwin(difference, others) && statements.some((each) => renames(each, difference.object)))
    return `drizzle-kit renamed what it belongs to in ${tag}, and not it: rename it in a new migration, or declare the name that it has`;
  return undefined;
}

/** Whether only the order of an enum's values differs. */
const isOrder = (difference: Difference): boolean =>
  difference.type === 'changed' &&
  difference.object.id.kind === 'enum' &&
  JSON.stringify(sorted(difference.expected)) === JSON.stringify(sorted(difference.actual));

const sorted = (value: unknown): unknown => (Array.isArray(value) ? value.toSorted() : value);

function addsAtEnd({ kind, node }: Statement, { id }: CatalogObject): boolean {
  if (kind !== 'AlterEnumStmt' || typeof node.newVal !== 'string') return false;
  if (node.oldVal !== undefined || node.newValNeighbor !== undefined) return false;
  const { schema, name } = nameOfParts(partsOf(node.typeName as Parameters<typeof partsOf>[0]));
  return schema === id.schema && name === id.name;
}

/** Whether an object that is missing is there under another name, or the other way round. */
const hasTwin = ({ type, object }: Difference, others: readonly Difference[]): boolean =>
  type !== 'changed' &&
  others.some(
    (other) =>
      other.type === (type === 'missing' ? 'extra' : 'missing') &&
      other.object.id.kind === object.id.kind &&
      other.object.id.schema === object.id.schema &&
      other.object.id.table === object.id.table &&
      JSON.stringify(other.object.attributes) === JSON.stringify(object.attributes),
  );

/** Whether a statement gives a table, or one of its columns, another name. */
function renames({ kind, node }: Statement, { id }: CatalogObject): boolean {
  if (kind !== 'RenameStmt' || typeof node.newname !== 'string') return false;
  const { name } = nameOfRelation(node.relation as Parameters<typeof nameOfRelation>[0]);
  return (node.renameType === 'OBJECT_COLUMN' ? name : node.newname) === (id.table ?? id.name);
}
