import { compareKeys, type Key } from '../model/catalog.ts';
import type { Name } from '../model/identity.ts';
import {
  domainBaseRows,
  type IndexRow,
  indexExpressionRows,
  indexRows,
  keyCollationRows,
  type OperatorClassRow,
  operatorClassRows,
} from './index-rows.ts';
import { columnAt, partKey, perReading, type Reading } from './reading.ts';

/** What has to be asked for {@link indexKeys} and {@link partitionKeys}. */
export const keyStatements = [
  indexRows,
  indexExpressionRows,
  keyCollationRows,
  operatorClassRows,
  domainBaseRows,
] as const;

/** All indexes of users, those of constraints too, by oid. */
export const indexesByOid = perReading(
  ({ rows }): ReadonlyMap<number, IndexRow> => new Map(rows(indexRows).map((row) => [row.oid, row])),
);

const expressions = perReading(
  ({ rows }) => new Map(rows(indexExpressionRows).map((row) => [partKey(row.index, row.place), row])),
);
const collations = perReading(
  ({ rows }) => new Map(rows(keyCollationRows).map(({ oid, name }) => [oid, name])),
);
const domainBases = perReading(
  ({ rows }) => new Map(rows(domainBaseRows).map(({ oid, baseOid }) => [oid, baseOid])),
);

/** The statistics targets of an index's keys, as far as they are set. */
export const statisticsTargets = (reading: Reading, { oid, keyCount }: IndexRow) =>
  places(keyCount).flatMap((place) => {
    const target = columnAt(reading, oid, place)?.statistics ?? null;
    return target === null ? [] : { key: place, target };
  });

const places = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

/**
 * Operator classes that differ in name only (varchar_ops is text_ops) share family and input type: the default one
 * of them stands for all.
 */
const operatorClasses = perReading(({ rows }) => {
  const all = [...rows(operatorClassRows)].sort(
    (a, b) => Number(b.isDefault) - Number(a.isDefault) || compareKeys(a.name, b.name),
  );
  const first = new Map<string, OperatorClassRow>();
  for (const row of all) if (!first.has(row.alike)) first.set(row.alike, row);
  return new Map(all.map((row) => [row.oid, first.get(row.alike) ?? row]));
});

/** What a key is of: a column or an expression, and what its collation is where none is chosen. */
interface Term {
  readonly expression: string;
  /** Of an expression in a partition key not even the type is known. */
  readonly typeOid?: number;
  readonly ownCollation: number;
}

const collationName = (reading: Reading, { ownCollation }: Term, chosen: number): Name | null =>
  chosen === ownCollation ? null : (collations(reading).get(chosen) ?? null);

/** `text` and `varchar`, whose operators are the same. */
const [textOid, varcharOid] = [25, 1043];

/**
 * An operator class is named unless it is a default made for the key's very type: oid_ops on an integer is a default too,
 * but not the integer's.
 */
function opclassName(reading: Reading, oid: number, typeOid: number | undefined): Name | null {
  const found = operatorClasses(reading).get(oid);
  if (!found) return null;
  const isOfType =
    typeOid === undefined ||
    found.isPolymorphic ||
    [typeOid, domainBases(reading).get(typeOid)].includes(found.typeOid) ||
    (found.typeOid === textOid && typeOid === varcharOid);
  if (found.isDefault && isOfType) return null;
  return { schema: reading.schema(found.schema), name: found.name };
}

/** Bits of indoption: 1 is DESC, 2 is NULLS FIRST, which DESC implies. */
const directions: readonly Key['direction'][] = [null, 'DESC NULLS LAST', 'NULLS FIRST', 'DESC'];

/** The numbers in a vector (`1 2`) or an array (`{1,2}`) as Postgres writes them. */
export const numbersIn = (text: string | null): number[] => (text?.match(/\d+/g) ?? []).map(Number);

/** The numbers of the columns that an index only includes. */
export const includedIn = ({ columns, keyCount }: IndexRow): number[] => numbersIn(columns).slice(keyCount);

/** The keys of an index, in their order, with what is not the default of their columns. */
export function indexKeys(reading: Reading, index: IndexRow, operators?: readonly Name[]): Key[] {
  const isOrdered =
    reading.methods.get(reading.relations.get(index.oid)?.row.method ?? 0)?.isOrdered ?? false;
  const [numbers, chosen] = [numbersIn(index.columns), numbersIn(index.collations)];
  const [classes, options] = [numbersIn(index.classes), numbersIn(index.directions)];
  return numbers.slice(0, index.keyCount).map((number, at): Key => {
    const place = partKey(index.oid, at + 1);
    const term =
      number === 0 ? termOf(expressions(reading).get(place)) : columnTerm(reading, index.relation, number);
    const operator = operators?.[at];
    return {
      expression: term.expression,
      collation: collationName(reading, term, chosen[at] ?? 0),
      opclass: opclassName(reading, classes[at] ?? 0, term.typeOid),
      // They are kept on the index's own column.
      parameters: columnAt(reading, index.oid, at + 1)?.options ?? [],
      // Most access methods have no order.
      direction: isOrdered ? (directions[options[at] ?? 0] ?? null) : null,
      ...(operator ? { operator } : {}),
    };
  });
}

const columnTerm = (reading: Reading, relation: number, number: number): Term => {
  const column = columnAt(reading, relation, number);
  return termOf(column && { ...column, expression: column.quoted ?? column.name });
};

const termOf = (
  found: { readonly expression: string; readonly typeOid: number; readonly collationOid: number } | undefined,
): Term => ({
  expression: found?.expression ?? '',
  typeOid: found?.typeOid ?? 0,
  ownCollation: found?.collationOid ?? 0,
});

/** The database's own collation, which an expression has unless it says otherwise. */
const defaultCollation = 100;

/** The keys of a partitioned table; Postgres prints its expressions as one list. */
export function partitionKeys(
  reading: Reading,
  table: number,
  { columns, collations: chosen, classes }: Pick<IndexRow, 'columns' | 'collations' | 'classes'>,
  printed: readonly string[],
): Key[] {
  const rest = [...printed];
  const [collation, opclass] = [numbersIn(chosen), numbersIn(classes)];
  return numbersIn(columns).map((number, at): Key => {
    const term: Term =
      number === 0
        ? { expression: rest.shift() ?? '', ownCollation: defaultCollation }
        : columnTerm(reading, table, number);
    return {
      expression: term.expression,
      collation: collationName(reading, term, collation[at] ?? 0),
      opclass: opclassName(reading, opclass[at] ?? 0, term.typeOid),
      parameters: [],
      direction: null,
    };
  });
}
