import type { Value } from '../model/catalog.ts';
import { catalogQuery, inUserSchema, printed } from './catalog-query.ts';
import { storageOfColumns } from './column-storage.ts';
import { family } from './family.ts';
import { kindFacts, physical, undeclarable } from './kind.ts';
import { accessMethod, columnComments, ownRelation, storageOptions, tablespaceOf } from './reading.ts';

export const view = kindFacts({
  attributes: {
    definition: { expression: 'query' },
    options: {},
    columnDefaults: { ...undeclarable, expression: 'self' },
    columnComments: physical,
    comment: physical,
  },
});

/** It is filled by a job, or by whoever needs it: a migration may leave it empty. */
const isFilled = (_: Value, actual: Value): boolean => actual === true;

export const materializedView = kindFacts({
  attributes: {
    definition: { expression: 'query' },
    populated: { ...undeclarable, same: isFilled },
    options: { severity: 'info' },
    accessMethod: physical,
    tablespace: physical,
    columnStorage: physical,
    columnComments: physical,
    comment: physical,
  },
});

/** Without the semicolon, a printed definition can be put into another statement. */
const viewRows = catalogQuery<{ readonly relation: number; readonly definition: string }>(`
SELECT c.oid AS relation, ${printed("btrim(pg_get_viewdef(c.oid), E' ;\\n')")} AS definition
FROM pg_class c WHERE c.relkind IN ('v', 'm') AND ${inUserSchema('c.relnamespace')} AND c.relpersistence <> 't'`);

/** security_invoker, security_barrier and check_option are storage parameters; a column of a view can have a default. */
export const views = family(view, viewRows, ({ relation, definition }, reading) => {
  const own = ownRelation(reading, relation, 'v');
  return (
    own && {
      id: own.id,
      attributes: {
        definition,
        options: storageOptions(own),
        columnDefaults: (reading.columns.get(relation) ?? []).flatMap(({ name, expression }) =>
          expression === null ? [] : { column: name, expression },
        ),
        columnComments: columnComments(reading, relation),
        comment: reading.comment('pg_class', relation),
      },
      within: own.home,
    }
  );
});

/** WITH NO DATA leaves a materialized view that cannot be queried: not relispopulated. */
export const materializedViews = family(materializedView, viewRows, ({ relation, definition }, reading) => {
  const own = ownRelation(reading, relation, 'm');
  return (
    own && {
      id: own.id,
      attributes: {
        definition,
        populated: !own.row.isUnpopulated,
        options: storageOptions(own),
        accessMethod: accessMethod(reading, own),
        tablespace: tablespaceOf(reading, own),
        columnStorage: storageOfColumns(reading, relation),
        columnComments: columnComments(reading, relation),
        comment: reading.comment('pg_class', relation),
      },
      within: own.home,
    }
  );
});
