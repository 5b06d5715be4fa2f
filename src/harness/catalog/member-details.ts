import { catalogQuery } from './catalog-query.ts';

/** SQL: the functions in some columns of pg_type or another catalog. */
const functionsIn = (...columns: readonly string[]): string =>
  columns.map((column) => `o.${column}::oid::regprocedure`).join(', ');

/** SQL: what an operator family holds, or the part of it that is for one type. */
const inFamily = (family: string, where: string): string => `
  (SELECT string_agg(concat_ws(' ', m.amopstrategy, m.amoppurpose, m.amopopr::regoperator, m.amopsortfamily <> 0), ', '
     ORDER BY m.amopstrategy, m.amopopr::regoperator::text)
   FROM pg_amop m WHERE m.amopfamily = ${family} AND ${where.replaceAll('?', 'm.amop')}),
  (SELECT string_agg(concat_ws(' ', m.amprocnum, m.amproclefttype::regtype, m.amprocrighttype::regtype, m.amproc::oid::regprocedure), ', '
     ORDER BY m.amprocnum, m.amproclefttype::regtype::text, m.amprocrighttype::regtype::text)
   FROM pg_amproc m WHERE m.amprocfamily = ${family} AND ${where.replaceAll('?', 'm.amproc')})`;

/** What the catalog has no family for is only looked for; of a member of an extension it matters what it is like. */
const details: Readonly<Record<string, string>> = {
  pg_operator: `${functionsIn('oprcode')}, o.oprresult::regtype, o.oprcom::regoperator, o.oprnegate::regoperator,
    ${functionsIn('oprrest', 'oprjoin')}, o.oprcanmerge, o.oprcanhash`,
  pg_opclass: `o.opcintype::regtype, o.opckeytype::regtype, o.opcdefault,
    (SELECT f.opfname FROM pg_opfamily f WHERE f.oid = o.opcfamily),
    ${inFamily('o.opcfamily', '?lefttype = o.opcintype AND ?righttype = o.opcintype')}`,
  pg_opfamily: inFamily('o.oid', 'true'),
  pg_cast: `${functionsIn('castfunc')}, o.castcontext, o.castmethod`,
  pg_type: `o.typlen, o.typbyval, o.typcategory, o.typispreferred, o.typdelim, o.typalign, o.typstorage, o.typdefault,
    o.typelem::regtype, ${functionsIn('typinput', 'typoutput', 'typreceive', 'typsend')},
    ${functionsIn('typmodin', 'typmodout', 'typanalyze')},
    (SELECT concat_ws(' ', r.rngsubtype::regtype, r.rngcanonical::oid::regprocedure, r.rngsubdiff::oid::regprocedure)
     FROM pg_range r WHERE r.rngtypid = o.oid)`,
  pg_language: `o.lanpltrusted, ${functionsIn('lanplcallfoid', 'laninline', 'lanvalidator')}`,
  pg_am: `o.amtype, ${functionsIn('amhandler')}`,
  pg_foreign_data_wrapper: `${functionsIn('fdwhandler', 'fdwvalidator')}, o.fdwoptions`,
  pg_foreign_server: `(SELECT w.fdwname FROM pg_foreign_data_wrapper w WHERE w.oid = o.srvfdw), o.srvtype, o.srvversion, o.srvoptions`,
  pg_collation: 'o.collprovider, o.collisdeterministic, o.collcollate, o.collctype',
  pg_conversion: `o.conforencoding, o.contoencoding, ${functionsIn('conproc')}, o.condefault`,
  pg_ts_config: `(SELECT p.prsname FROM pg_ts_parser p WHERE p.oid = o.cfgparser),
    (SELECT string_agg(concat_ws(' ', m.maptokentype, m.mapseqno, m.mapdict::regdictionary), ', '
       ORDER BY m.maptokentype, m.mapseqno) FROM pg_ts_config_map m WHERE m.mapcfg = o.oid)`,
  pg_ts_dict: '(SELECT t.tmplname FROM pg_ts_template t WHERE t.oid = o.dicttemplate), o.dictinitoption',
  pg_ts_template: functionsIn('tmplinit', 'tmpllexize'),
  pg_ts_parser: functionsIn('prsstart', 'prstoken', 'prsend', 'prsheadline', 'prslextype'),
  pg_transform: functionsIn('trffromsql', 'trftosql'),
  pg_event_trigger: `o.evtevent, ${functionsIn('evtfoid')}, o.evtenabled, o.evttags`,
};

const detailsIn = ([catalog, columns]: readonly [string, string]): string => `
SELECT '${catalog}' AS catalog, o.oid, json_build_array(${columns})::text AS detail
FROM pg_depend d JOIN ${catalog} o ON o.oid = d.objid
WHERE d.classid = 'pg_catalog.${catalog}'::regclass AND d.deptype = 'e'${
  catalog === 'pg_type' ? " AND o.typtype IN ('b', 'r', 'p')" : ''
}`;

/** What members of extensions are like, as far as they are of kinds without a family. */
export const detailRows = catalogQuery<{
  readonly catalog: string;
  readonly oid: number;
  readonly detail: string;
}>(Object.entries(details).map(detailsIn).join('\nUNION ALL'));
