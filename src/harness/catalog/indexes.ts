import type { Value } from '../model/catalog.ts';
import type { Severity } from '../model/finding.ts';
import { constraintRows } from './constraint-rows.ts';
import { family } from './family.ts';
import { partsOf } from './index-parts.ts';
import { indexRows } from './index-rows.ts';
import { includedIn, indexKeys, keyStatements, statisticsTargets } from './keys.ts';
import { kindFacts, physical, undeclarable } from './kind.ts';
import { namesOfKeys, numbered } from './name-forms.ts';
import { inheritanceRows, isPartOfIndex } from './partitions.ts';
import { columnNames, ownRelation, perReading, tableOrPartition, tablespaceOf } from './reading.ts';

/** A unique index refuses rows as a constraint does; any other is only slower where it is missing or another. */
const ofUnique = ({ unique }: { readonly unique?: Value }): Severity =>
  unique === true ? 'breaking' : 'warning';

/** For what decides which rows a unique index refuses. */
const whenUnique = { severity: (_: Value, __: Value, index: { readonly unique?: Value }) => ofUnique(index) };

export const index = kindFacts({
  missing: ofUnique,
  extra: ofUnique,
  changed: 'warning',
  attributes: {
    method: {},
    unique: { severity: 'breaking' },
    nullsNotDistinct: { ...undeclarable, ...whenUnique },
    keys: { expression: 'owner', ...whenUnique },
    include: undeclarable,
    predicate: { expression: 'owner', ...whenUnique },
    options: { severity: 'info' },
    valid: { ...undeclarable, ...whenUnique },
    statistics: physical,
    tablespace: physical,
    clustered: physical,
    replicaIdentity: physical,
    comment: physical,
    partitionIndexes: physical,
  },
  defaultNames: ({ keys }) => [
    { middle: numbered(namesOfKeys(keys)), ending: 'idx' },
    { middle: namesOfKeys(keys), ending: 'index' },
  ],
});

/** An index that a constraint owns is the constraint's; a foreign key's conindid is the *referenced* table's index. */
const ofConstraints = perReading(
  ({ rows }) => new Set(rows(constraintRows).flatMap(({ type, index }) => (type === 'f' ? [] : index))),
);

export const indexes = family(
  index,
  indexRows,
  (row, reading) => {
    const table = tableOrPartition(reading, row.relation) ?? ownRelation(reading, row.relation, 'm');
    const own = reading.relations.get(row.oid);
    if (!table || !own || ofConstraints(reading).has(row.oid) || isPartOfIndex(reading, row.oid))
      return undefined;
    return {
      id: { kind: 'index', schema: table.schema, table: table.name, name: own.name },
      attributes: {
        method: reading.methods.get(own.row.method)?.name ?? null,
        unique: row.isUnique ?? false,
        nullsNotDistinct: row.nullsNotDistinct ?? false,
        keys: indexKeys(reading, row),
        include: columnNames(reading, row.relation, includedIn(row)),
        predicate: row.predicate,
        options: [...(own.row.options ?? [])].sort(),
        valid: !row.isInvalid,
        statistics: statisticsTargets(reading, row),
        tablespace: tablespaceOf(reading, own),
        clustered: row.isClustered ?? false,
        replicaIdentity: row.isReplicaIdentity ?? false,
        comment: reading.comment('pg_class', row.oid),
        partitionIndexes: partsOf(reading, row.oid),
      },
      within: table.id,
    };
  },
  [...keyStatements, constraintRows, inheritanceRows],
);
