import type { Structure } from '../model/catalog.ts';
import { isAskedRelation } from './asked-schemas.ts';
import { catalogQuery, printedExpression } from './catalog-query.ts';
import { family } from './family.ts';
import { keyStatements, partitionKeys } from './keys.ts';
import { kindFacts, physical, positional, subtle, undeclarable } from './kind.ts';
import { inheritanceRows, parentOf, parentsOf, partOf } from './partitions.ts';
import {
  accessMethod,
  perReading,
  type Reading,
  storageOptions,
  tableOrPartition,
  tablespaceOf,
} from './reading.ts';
import { type Relation, relationRows } from './relation-rows.ts';
import { splitList } from './tokens.ts';

export const table = kindFacts({
  attributes: {
    persistence: subtle,
    rowSecurity: {},
    rowSecurityForced: undeclarable,
    partitionBy: { ...subtle, expression: 'self' },
    partitionOf: undeclarable,
    partitionBounds: undeclarable,
    ofType: subtle,
    inherits: subtle,
    columnOrder: positional,
    options: physical,
    replicaIdentity: physical,
    accessMethod: physical,
    tablespace: physical,
    comment: physical,
  },
});

const partitionedRows = catalogQuery<{
  readonly relation: number;
  readonly strategy: string;
  /** As of an index. */
  readonly columns: string;
  readonly collations: string;
  readonly classes: string;
  readonly expressions: string | null;
}>(`
SELECT partrelid AS relation, partstrat AS strategy, partattrs AS columns, partcollation AS collations,
  partclass AS classes, ${printedExpression('partexprs', 'partrelid')} AS expressions
FROM pg_partitioned_table WHERE ${isAskedRelation('partrelid')}`);

const partitioned = perReading(
  ({ rows }) => new Map(rows(partitionedRows).map((row) => [row.relation, row])),
);

const strategies: Readonly<Record<string, string>> = { l: 'list', r: 'range', h: 'hash' };

function partitionBy(reading: Reading, oid: number): Structure | null {
  const row = partitioned(reading).get(oid);
  if (!row) return null;
  const expressions = row.expressions === null ? [] : splitList(row.expressions);
  return {
    strategy: strategies[row.strategy] ?? row.strategy,
    keys: partitionKeys(reading, oid, row, expressions),
  };
}

/** Queries go by the order of the partitioned table, whatever that of a partition is. */
const columnOrder = ({ columns }: Reading, { oid, row }: Relation): Structure | null =>
  row.isPartition ? null : { order: (columns.get(oid) ?? []).map(({ name }) => name) };

const replicaIdentities: Readonly<Record<string, string>> = {
  n: 'nothing',
  f: 'full',
  i: 'index',
};

export const tables = family(
  table,
  relationRows,
  ({ oid }, reading) => {
    const own = tableOrPartition(reading, oid);
    return (
      own && {
        id: own.id,
        attributes: {
          persistence: own.row.isUnlogged ? 'unlogged' : 'permanent',
          rowSecurity: own.row.rowSecurity ?? false,
          rowSecurityForced: own.row.rowSecurityForced ?? false,
          partitionBy: partitionBy(reading, oid),
          ...partOf(reading, own),
          ofType: own.row.ofType,
          inherits: parentsOf(reading, own),
          columnOrder: columnOrder(reading, own),
          options: storageOptions(own),
          replicaIdentity: replicaIdentities[own.row.replicaIdentity ?? ''] ?? 'default',
          accessMethod: accessMethod(reading, own),
          tablespace: tablespaceOf(reading, own),
          comment: reading.comment('pg_class', oid),
        },
        within: parentOf(reading, own)?.id ?? own.home,
      }
    );
  },
  [partitionedRows, inheritanceRows, ...keyStatements],
);
