import { printedExpression } from '../catalog-query.ts';
import { inWords, plainKind } from './plain-kind.ts';

const operations = ['insert', 'update', 'delete', 'truncate']
  .map((operation) => `CASE WHEN o.pub${operation} THEN '${operation}' END`)
  .join(', ');

/**
 * The schemas of a publication have a catalog of their own from PostgreSQL 15 on, whose rows depend on both (Postgres
 * manual, "pg_publication_namespace"): one text serves servers without it.
 */
const schemas = `ARRAY(SELECT n.nspname FROM pg_depend p JOIN pg_depend s ON s.classid = p.classid AND s.objid = p.objid
  JOIN pg_namespace n ON n.oid = s.refobjid AND s.refclassid = 'pg_catalog.pg_namespace'::regclass
  WHERE p.refclassid = 'pg_catalog.pg_publication'::regclass AND p.refobjid = o.oid ORDER BY n.nspname)`;

/** Postgres manual, "pg_publication". */
export const publication = plainKind({
  kind: 'publication',
  catalog: 'pg_publication',
  name: 'o.pubname',
  newer: { pubgencols: `'n'::"char"` },
  attributes: {
    allTables: { sql: 'o.puballtables' },
    schemas: { sql: schemas },
    operations: { sql: `array_remove(ARRAY[${operations}], NULL)` },
    viaRoot: { sql: 'o.pubviaroot' },
    generatedColumns: { sql: inWords('newer.pubgencols', { n: '', s: 'stored' }) },
  },
});

/** A table of a publication. Postgres manual, "pg_publication_rel": columns and a filter from PostgreSQL 15 on. */
export const publicationTable = plainKind({
  kind: 'publication-table',
  catalog: 'pg_publication_rel',
  name: '(SELECT p.pubname FROM pg_publication p WHERE p.oid = o.prpubid)',
  relation: 'prrelid',
  owner: `(SELECT json_build_object('kind', 'publication', 'name', p.pubname) FROM pg_publication p WHERE p.oid = o.prpubid)`,
  newer: { prqual: 'NULL::pg_node_tree', prattrs: 'NULL::int2vector' },
  commented: false,
  attributes: {
    columns: {
      sql: `CASE WHEN newer.prattrs IS NOT NULL THEN ARRAY(SELECT a.attname FROM pg_attribute a
        WHERE a.attrelid = o.prrelid AND a.attnum = ANY (newer.prattrs) ORDER BY a.attname) END`,
    },
    filter: { sql: printedExpression('newer.prqual', 'o.prrelid'), expression: 'owner' },
  },
});

/**
 * What some majors do not have, with the default of CREATE SUBSCRIPTION. Only superusers may read the connection
 * (subconninfo), so that no row is read whole. Where a migration's sync has got to is state, and so is what it skips.
 */
const latest: Readonly<Record<string, string>> = {
  subtwophasestate: `'d'::"char"`,
  subdisableonerr: 'false',
  subpasswordrequired: 'true',
  subrunasowner: 'false',
  suborigin: `'any'::text`,
  subfailover: 'false',
};

/** Postgres manual, "pg_subscription". A subscription belongs to one database, though all of the cluster see it. */
export const subscription = plainKind({
  kind: 'subscription',
  catalog: `pg_subscription`,
  name: 'o.subname',
  newer: latest,
  where: 'o.subdbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())',
  attributes: {
    publications: { sql: 'ARRAY(SELECT p FROM unnest(o.subpublications) p ORDER BY p)' },
    enabled: { sql: 'o.subenabled' },
    slot: { sql: 'o.subslotname' },
    binary: { sql: 'o.subbinary' },
    // A boolean before PostgreSQL 16.
    streaming: {
      sql: inWords(`o.substream::text`, { false: 'off', f: 'off', true: 'on', t: 'on', p: 'parallel' }),
    },
    twoPhase: { sql: `newer.subtwophasestate <> 'd'` },
    disableOnError: { sql: 'newer.subdisableonerr' },
    synchronousCommit: { sql: 'o.subsynccommit' },
    passwordRequired: { sql: 'newer.subpasswordrequired' },
    runAsOwner: { sql: 'newer.subrunasowner' },
    origin: { sql: 'newer.suborigin' },
    failover: { sql: 'newer.subfailover' },
  },
});
