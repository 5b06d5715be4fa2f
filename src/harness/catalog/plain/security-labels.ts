import { plainKind } from './plain-kind.ts';

/** What a label provider is told of an object, such as how a column is masked. Postgres manual, "pg_seclabel". */
export const securityLabel = plainKind({
  kind: 'security-label',
  catalog: `(SELECT l.objoid AS oid, l.provider, l.label, described.type, described.identity
    FROM pg_seclabel l CROSS JOIN LATERAL pg_identify_object(l.classoid, l.objoid, l.objsubid) described)`,
  name: `format('of %s on %s %s', o.provider, o.type, o.identity)`,
  fromOid: 0,
  commented: false,
  attributes: { label: { sql: 'o.label' } },
});
