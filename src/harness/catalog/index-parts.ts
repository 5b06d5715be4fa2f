import type { Structure } from '../model/catalog.ts';
import type { IndexRow } from './index-rows.ts';
import { indexesByOid, statisticsTargets } from './keys.ts';
import { childrenOf } from './partitions.ts';
import { perReading, type Reading, tablespaceOf } from './reading.ts';

/** What an index has of its own, and its parts on partitions do not get from it. */
const ownOf = (reading: Reading, row: IndexRow) => {
  const own = reading.relations.get(row.oid);
  return {
    options: [...(own?.row.options ?? [])].sort(),
    tablespace: own ? tablespaceOf(reading, own) : null,
    statistics: statisticsTargets(reading, row),
    clustered: row.isClustered ?? false,
    replicaIdentity: row.isReplicaIdentity ?? false,
    comment: reading.comment('pg_class', row.oid),
  };
};

/** What a part is like that has nothing of its own: it was made with the storage parameters and in the tablespace of the whole. */
const given = ({ options, tablespace }: ReturnType<typeof ownOf>) => ({
  options,
  tablespace,
  statistics: [],
  clustered: false,
  replicaIdentity: false,
  comment: null,
});

/**
 * What the indexes of partitions have of their own that are part of an index: a part is known by its partition, since it may
 * have any name.
 */
export function partsOf(reading: Reading, whole: number): Structure[] {
  if (childrenOf(reading, whole).length === 0) return [];
  const row = indexesByOid(reading).get(whole);
  const usual = row && given(ownOf(reading, row));
  const parts = usual ? allParts(reading)(whole) : [];
  return parts
    .flatMap((part) => {
      const table = reading.relations.get(part.relation);
      const other = Object.entries(ownOf(reading, part)).filter(
        ([name, value]) => JSON.stringify(value) !== JSON.stringify(usual?.[name as keyof typeof usual]),
      );
      if (!table || other.length === 0) return [];
      return { partition: { schema: table.schema, name: table.name }, ...Object.fromEntries(other) };
    })
    .sort((a, b) => (keyOfPart(a) < keyOfPart(b) ? -1 : 1));
}

const keyOfPart = ({
  partition: { schema, name },
}: {
  readonly partition: { schema: string; name: string };
}) => JSON.stringify([schema, name]);

/** The parts of an index, and their parts. */
const allParts = perReading((reading) => {
  const parts = (whole: number): IndexRow[] =>
    childrenOf(reading, whole).flatMap((child) => {
      const row = indexesByOid(reading).get(child);
      return row ? [row, ...parts(child)] : [];
    });
  return parts;
});
