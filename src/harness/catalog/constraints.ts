import type { CatalogObject } from '../model/catalog.ts';
import type { Kind } from '../model/identity.ts';
import { check, exclusion, foreignKey, primaryKey, unique } from './constraint-kinds.ts';
import { type ConstraintRow, constraintRows, switchedOffRows } from './constraint-rows.ts';
import { described, familyOf } from './family.ts';
import { partsOf } from './index-parts.ts';
import type { IndexRow } from './index-rows.ts';
import { includedIn, indexesByOid, indexKeys, keyStatements, numbersIn } from './keys.ts';
import { inheritanceRows } from './partitions.ts';
import { anyTable, columnNames, perReading, type Reading, tablespaceOf } from './reading.ts';
import type { Relation } from './relation-rows.ts';

const switchedOff = perReading(({ rows }) => new Set(rows(switchedOffRows).map(({ oid }) => oid)));

/** A constraint of a table. */
interface Held {
  readonly row: ConstraintRow;
  readonly table: Relation;
}

/** One that an index enforces. */
interface Indexed extends Held {
  readonly index: IndexRow;
  readonly own: Relation;
}

const identified = (kind: Kind, { row, table }: Held): Pick<CatalogObject, 'id' | 'within'> => ({
  id: { kind, schema: table.schema, table: table.name, name: row.name },
  within: table.id,
});

const timing = ({ isDeferrable, isDeferred }: ConstraintRow): string =>
  isDeferred ? 'initially deferred' : isDeferrable ? 'deferrable' : 'immediate';

const ofIndex = ({ row, index, own }: Indexed, reading: Reading) => ({
  include: columnNames(reading, index.relation, includedIn(index)),
  timing: timing(row),
  options: [...(own.row.options ?? [])].sort(),
  tablespace: tablespaceOf(reading, own),
  valid: !index.isInvalid,
  clustered: index.isClustered ?? false,
  switchedOff: switchedOff(reading).has(row.oid),
  comment: reading.comment('pg_constraint', row.oid),
  indexComment: reading.comment('pg_class', index.oid),
  partitionIndexes: partsOf(reading, index.oid),
});

const ofKey = (held: Indexed, reading: Reading) => ({
  ...ofIndex(held, reading),
  columns: columnNames(reading, held.row.relation, numbersIn(held.row.columns)),
  period: held.row.isPeriod ?? false,
  replicaIdentity: held.index.isReplicaIdentity ?? false,
});

const toPrimaryKey = described(primaryKey, (held: Indexed, reading) => ({
  ...identified('primary-key', held),
  attributes: ofKey(held, reading),
}));

const toUnique = described(unique, (held: Indexed, reading) => ({
  ...identified('unique', held),
  attributes: { ...ofKey(held, reading), nullsNotDistinct: held.index.nullsNotDistinct ?? false },
}));

const toExclusion = described(exclusion, (held: Indexed, reading) => ({
  ...identified('exclusion', held),
  attributes: {
    ...ofIndex(held, reading),
    method: reading.methods.get(held.own.row.method)?.name ?? null,
    keys: indexKeys(reading, held.index, held.row.operators ?? []),
    predicate: held.index.predicate,
  },
}));

const actions: Readonly<Record<string, string>> = {
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
};

const toForeignKey = described(foreignKey, (held: Held, reading) => {
  const { row } = held;
  const target = reading.relations.get(row.target);
  return {
    ...identified('foreign-key', held),
    attributes: {
      columns: columnNames(reading, row.relation, numbersIn(row.columns)),
      references: target ? { schema: target.schema, name: target.name } : null,
      referencedColumns: columnNames(reading, row.target, numbersIn(row.targetColumns)),
      onUpdate: actions[row.onUpdate ?? ''] ?? 'no action',
      onDelete: actions[row.onDelete ?? ''] ?? 'no action',
      setColumns: columnNames(reading, row.relation, numbersIn(row.setColumns)),
      match: row.isMatchFull ? 'full' : 'simple',
      timing: timing(row),
      validated: !row.isNotValid,
      enforced: !row.isNotEnforced,
      period: row.isPeriod ?? false,
      switchedOff: switchedOff(reading).has(row.oid),
      comment: reading.comment('pg_constraint', row.oid),
    },
  };
});

const toCheck = described(check, (held: Held, { comment }) => ({
  ...identified('check', held),
  attributes: {
    expression: held.row.expression,
    noInherit: held.row.isNotInherited ?? false,
    validated: !held.row.isNotValid,
    enforced: !held.row.isNotEnforced,
    comment: comment('pg_constraint', held.row.oid),
  },
}));

function toConstraint(row: ConstraintRow, reading: Reading): CatalogObject | undefined {
  const table = anyTable(reading, row.relation);
  if (!table) return undefined;
  if (row.type === 'c') return toCheck({ row, table }, reading);
  if (row.type === 'f') return toForeignKey({ row, table }, reading);
  const [index, own] = [indexesByOid(reading).get(row.index), reading.relations.get(row.index)];
  if (!index || !own) throw new Error(`the constraint ${row.name} has no index`);
  const toObject = { p: toPrimaryKey, u: toUnique, x: toExclusion }[row.type];
  return toObject({ row, table, index, own }, reading);
}

export const constraints = familyOf(constraintRows, toConstraint, [
  switchedOffRows,
  inheritanceRows,
  ...keyStatements,
]);
