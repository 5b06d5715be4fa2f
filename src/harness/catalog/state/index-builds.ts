import type { Catalog, CatalogObject } from '../../model/catalog.ts';
import { type Identity, keyOf } from '../../model/identity.ts';
import type { Row } from '../../postgres/connection.ts';
import { inUserSchema } from '../catalog-query.ts';
import { attributeOf } from '../kinds.ts';

/** An index that is not valid because a process is building it right now. */
export interface IndexBuild {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly pid: number;
  /** As the server says it; null where our role may not know. */
  readonly phase: string | null;
}

/**
 * SQL: a row for each such index. Who may not see what the process of another role does sees that it builds some index, and
 * on which tables it holds the lock of CREATE INDEX CONCURRENTLY. REINDEX makes all the indexes of a table before it fills
 * the first; it calls them `…_ccnew`, and the old ones `…_ccold` at last.
 */
export const indexBuildsSql = `
SELECT n.nspname AS schema, t.relname AS "table", x.relname AS name, p.pid, p.phase
FROM pg_stat_progress_create_index p CROSS JOIN pg_index i
JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
JOIN pg_namespace n ON n.oid = x.relnamespace
WHERE p.datname = current_database() AND NOT (i.indisvalid AND i.indisready AND i.indislive)
  AND ${inUserSchema('x.relnamespace')} AND CASE
    WHEN p.index_relid = i.indexrelid THEN true
    WHEN p.relid IS NULL THEN EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
      WHERE d.datname = current_database() AND l.pid = p.pid AND l.relation = i.indrelid
        AND l.mode = 'ShareUpdateExclusiveLock' AND l.granted)
    ELSE p.relid = i.indrelid AND (p.index_relid = 0 OR x.relname ~ '_cc(new|old)[0-9]*$') END`;

/** The rows of {@link indexBuildsSql}. */
export const toIndexBuilds = (rows: readonly Row[]): IndexBuild[] => rows as unknown as IndexBuild[];

export const builtIndex = ({ schema, table, name }: IndexBuild): Identity => ({
  kind: 'index',
  schema,
  table,
  name,
});

const isOfReindex = ({ name }: Identity): boolean => /_cc(new|old)\d*$/.test(name);

/** A catalog as it will be once its indexes are built: they are valid, and what REINDEX makes meanwhile is gone. */
export function withBuilt({ server, objects }: Catalog, builds: readonly IndexBuild[]): Catalog {
  const built = new Set(builds.map((each) => keyOf(builtIndex(each))));
  const isBuilt = ({ id }: CatalogObject): boolean => built.has(keyOf(id));
  return built.size === 0
    ? { server, objects }
    : {
        server,
        objects: objects
          .filter((each) => !(isBuilt(each) && isOfReindex(each.id)))
          .map((each) => (isBuilt(each) ? asValid(each) : each)),
      };
}

const asValid = (object: CatalogObject): CatalogObject =>
  attributeOf(object, 'index', 'valid') === false
    ? { ...object, attributes: { ...object.attributes, valid: true } }
    : object;
