import { columnRows } from './column-rows.ts';
import { storageOf } from './column-storage.ts';
import { family } from './family.ts';
import { kindFacts, physical, subtle, undeclarable } from './kind.ts';
import { notNullOf, notNullRows, sameNotNullName } from './not-null.ts';
import { givenColumn, inheritanceRows, isAnother } from './partitions.ts';
import { anyTable } from './reading.ts';

export const column = kindFacts({
  // An insert must name what is NOT NULL and filled by nothing; inserts of today do not.
  extra: ({ notNull, default: value, identity, generated }) =>
    notNull !== false && value === null && identity === null && generated === null ? 'breaking' : 'warning',
  attributes: {
    type: {},
    notNull: {},
    notNullName: { ...subtle, same: sameNotNullName, partOf: 'notNull', since: 180_000 },
    notNullComment: { ...physical, partOf: 'notNull', since: 180_000 },
    default: { expression: 'owner', literalOf: 'type' },
    identity: {},
    generated: {},
    expression: { expression: 'owner' },
    collation: undeclarable,
    compression: physical,
    storage: physical,
    statistics: physical,
    options: physical,
    inherited: subtle,
    comment: physical,
  },
});

const identities: Readonly<Record<string, string>> = { a: 'always', d: 'by default' };
const generations: Readonly<Record<string, string>> = { s: 'stored', v: 'virtual' };

/** Of a partition, only the columns that have something of their own: the others are as in its table. */
export const columns = family(
  column,
  columnRows,
  (row, reading) => {
    const table = anyTable(reading, row.relation);
    const comment = reading.comment('pg_class', row.relation, row.number);
    const given = table?.row.isPartition ? givenColumn(reading, table, row.name) : undefined;
    const { options, ...stored } = storageOf(row);
    // Neither comments nor options are given to partitions.
    const { note, name, comment: notNullComment } = notNullOf(reading, row.relation, row.number);
    const isAsGiven = comment === null && notNullComment === null && options.length === 0;
    if (given && isAsGiven && !isAnother(row, given)) return undefined;
    return (
      table && {
        id: { kind: 'column', schema: table.schema, table: table.name, name: row.name },
        attributes: {
          type: row.type,
          notNull: note ?? row.isNotNull ?? false,
          notNullName: name,
          notNullComment,
          default: row.generated ? null : row.expression,
          identity: identities[(given ?? row).identity ?? ''] ?? null,
          generated: generations[row.generated ?? ''] ?? null,
          expression: row.generated ? row.expression : null,
          collation: row.collation,
          ...stored,
          options,
          inherited: given ? false : (row.isInherited ?? false),
          comment,
        },
        within: table.id,
      }
    );
  },
  [notNullRows, inheritanceRows],
);
