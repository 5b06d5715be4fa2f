import type { CatalogObject, Key } from '../../model/catalog.ts';
import { columnList, ownerOf, qualified, quoteName } from '../names.ts';
import {
  type Change,
  commented,
  commentOn,
  type PlanFamily,
  refused,
  type Side,
  type Sql,
  statement,
  statements,
  textOf,
  textsOf,
} from '../plan-family.ts';
import { alterOptions, withOptions } from '../storage.ts';
import { setClustered } from './clustered.ts';
import { ofParts } from './index-parts.ts';
import { keyText } from './keys.ts';

const indexName = ({ id }: CatalogObject): string =>
  qualified({ ...(id.schema === undefined ? {} : { schema: id.schema }), name: id.name });

/** Not all of what works on one table works on a partitioned one. */
const isParted = ({ within }: CatalogObject, side: Side): boolean =>
  within !== undefined && Boolean(side.find(within)?.attributes.partitionBy);

interface Target {
  readonly key: number;
  readonly target: number;
}

const targetsOf = ({ attributes }: CatalogObject): readonly Target[] =>
  (attributes.statistics ?? []) as unknown as readonly Target[];

function create(object: CatalogObject, after: Side): readonly Sql[] {
  const a = object.attributes;
  const sql = (how: string): string =>
    `CREATE ${a.unique ? 'UNIQUE ' : ''}INDEX ${how}${quoteName(object.id.name)} ON ${ownerOf(object.id)} USING ${a.method} ` +
    `(${(a.keys as readonly Key[]).map(keyText).join(', ')})${textsOf(a.include).length > 0 ? ` INCLUDE ${columnList(a.include)}` : ''}` +
    `${a.nullsNotDistinct ? ' NULLS NOT DISTINCT' : ''}${withOptions(textsOf(a.options))}` +
    `${a.tablespace ? ` TABLESPACE ${quoteName(textOf(a.tablespace))}` : ''}${a.predicate === null ? '' : ` WHERE ${a.predicate}`}`;
  return [
    { sql: sql(''), ...(isParted(object, after) ? {} : { online: sql('CONCURRENTLY ') }) },
    ...targetsOf(object).flatMap(({ key, target }) =>
      statement(`ALTER INDEX ${indexName(object)} ALTER COLUMN ${key} SET STATISTICS ${target}`),
    ),
    ...(a.clustered
      ? statement(`ALTER TABLE ${ownerOf(object.id)} CLUSTER ON ${quoteName(object.id.name)}`)
      : []),
    ...(a.replicaIdentity
      ? statement(
          `ALTER TABLE ${ownerOf(object.id)} REPLICA IDENTITY USING INDEX ${quoteName(object.id.name)}`,
        )
      : []),
    ...commented(`INDEX ${indexName(object)}`, object),
  ];
}

function setStatistics({ from, to }: Change): readonly Sql[] {
  const wanted = new Map(targetsOf(to).map(({ key, target }) => [key, target]));
  const keys = new Set([...targetsOf(from), ...targetsOf(to)].map(({ key }) => key));
  return statements(
    ...[...keys].map(
      (key) => `ALTER INDEX ${indexName(to)} ALTER COLUMN ${key} SET STATISTICS ${wanted.get(key) ?? -1}`,
    ),
  );
}

export const indexes: PlanFamily = {
  create,
  drop: (object) => statement(`DROP INDEX ${indexName(object)}`),
  alter: {
    options: ({ from, to }) =>
      statements(
        ...alterOptions(textsOf(from.attributes.options), textsOf(to.attributes.options)).map(
          (each) => `ALTER INDEX ${indexName(to)} ${each}`,
        ),
      ),
    tablespace: ({ to }) =>
      statement(
        `ALTER INDEX ${indexName(to)} SET TABLESPACE ${quoteName(textOf(to.attributes.tablespace ?? 'pg_default'))}`,
      ),
    statistics: setStatistics,
    valid: ({ to, after }) => {
      if (!to.attributes.valid) return refused('no statement makes a valid index invalid');
      // The parts of a partitioned index that are missing are made with it.
      if (isParted(to, after)) return 'recreate';
      const sql = (how: string): string => `REINDEX INDEX ${how}${indexName(to)}`;
      return [{ sql: sql(''), online: sql('CONCURRENTLY ') }];
    },
    clustered: setClustered,
    replicaIdentity: ({ to }) =>
      to.attributes.replicaIdentity
        ? statement(`ALTER TABLE ${ownerOf(to.id)} REPLICA IDENTITY USING INDEX ${quoteName(to.id.name)}`)
        : [],
    comment: ({ to }) => statement(commentOn(`INDEX ${indexName(to)}`, to.attributes.comment)),
    partitionIndexes: ofParts,
  },
};
