import { constraintRows } from './constraint-rows.ts';
import { family } from './family.ts';
import { indexRows } from './index-rows.ts';
import { includedIn, indexKeys, keyStatements, statisticsTargets } from './keys.ts';
import { kindFacts, physical, undeclarable } from './kind.ts';
import { namesOfKeys, numbered } from './name-forms.ts';
import { columnNames, ownRelation, perReading, tablespaceOf } from './reading.ts';

export const index = kindFacts({
  missing: 'warning',
  changed: 'warning',
  attributes: {
    method: {},
    unique: { severity: 'breaking' },
    nullsNotDistinct: undeclarable,
    keys: { expression: 'owner' },
    include: undeclarable,
    predicate: { expression: 'owner' },
    options: { severity: 'info' },
    valid: undeclarable,
    statistics: physical,
    tablespace: physical,
    clustered: physical,
    replicaIdentity: physical,
    comment: physical,
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
    const [table, own] = [ownRelation(reading, row.relation, 'rpm'), reading.relations.get(row.oid)];
    if (!table || !own || ofConstraints(reading).has(row.oid)) return undefined;
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
      },
      within: table.id,
    };
  },
  [...keyStatements, constraintRows],
);
