import { ChangedWhileRead } from '../../../catalog/catalog-query.ts';
import type { OutdatedCollation } from '../../../catalog/state/collation-versions.ts';
import type { IndexBuild } from '../../../catalog/state/index-builds.ts';
import {
  mostColumns,
  type NumberedColumn,
  numberedColumnsSql,
  type SequenceValue,
  sequenceValuesSql,
  toNumberedColumns,
  toSequenceValues,
} from '../../../catalog/state/sequence-values.ts';
import type { Catalog } from '../../../model/catalog.ts';
import { keyOf } from '../../../model/identity.ts';
import { Problem } from '../../../model/problem.ts';
import type { Row } from '../../../postgres/connection.ts';

/** What a database is like beyond what its objects are defined to be. */
export interface DatabaseState {
  readonly collations: readonly OutdatedCollation[];
  readonly builds: readonly IndexBuild[];
  /** The server's, in milliseconds since 1970. */
  readonly clock: number;
  readonly sequences: readonly SequenceValue[];
  /** Sequences that were not asked how far they have come, with the reason. */
  readonly unasked: readonly Unasked[];
}

export interface Unasked {
  readonly column: NumberedColumn;
  readonly why: string;
}

const reasons: Readonly<Record<NonNullable<NumberedColumn['hidden']>, string>> = {
  unindexed: 'no index of their tables, which are partitioned, begins with the column',
  rights: 'the role may not read them',
  owner: 'somebody else could have code run by asking',
  lock: 'their tables are locked',
};

const tooMany = (most: number): string => `no more than ${most} columns, of tables or partitions, are asked`;

/** Of columns in their order, those that cost no more than `most` together: a partition costs what a table does. */
function affordable(columns: readonly NumberedColumn[], most: number): NumberedColumn[] {
  let left = most;
  return columns.filter(({ partitions }) => {
    const cost = Math.max(1, partitions ?? 1);
    if (cost > left) return false;
    left -= cost;
    return true;
  });
}

/** Asks nothing, and is answered with no row. */
const nothing = 'SELECT WHERE false';

/**
 * The questions how far sequences have come, in the round trips of a reading. They are never why a reading fails: what
 * the server refuses is not asked again when it is started over. `most`: how many columns are asked.
 */
export function sequenceQuestions(wanted: boolean, most = mostColumns) {
  let refusal: string | undefined;
  return {
    columnsSql: wanted ? numberedColumnsSql : nothing,
    about: (rows: readonly Row[], { objects }: Catalog) => {
      const known = new Set(objects.filter(({ id }) => id.kind === 'sequence').map(({ id }) => keyOf(id)));
      const columns = toNumberedColumns(rows).filter(({ sequence }) =>
        known.has(keyOf({ ...sequence, kind: 'sequence' })),
      );
      const open = columns.filter(({ hidden }) => hidden === null);
      const asked = refusal === undefined ? affordable(open, most) : [];
      return {
        statements: sequenceValuesSql(asked),
        refused: (error: Error): never => {
          if (asked.length === 0 || error instanceof Problem) throw error;
          refusal = error.message;
          throw new ChangedWhileRead(refusal, { cause: error });
        },
        answered: (answers: readonly (readonly Row[])[]) => ({
          sequences: toSequenceValues(asked, answers),
          unasked: columns
            .filter((each) => !asked.includes(each))
            .map((column) => ({
              column,
              why: column.hidden === null ? (refusal ?? tooMany(most)) : reasons[column.hidden],
            })),
        }),
      };
    },
  };
}
