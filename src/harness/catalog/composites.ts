import { afterInitdb, catalogQuery, inUserSchema } from './catalog-query.ts';
import { family } from './family.ts';
import { kindFacts, physical } from './kind.ts';
import { columnComments, type InSchema, placeOf } from './reading.ts';

/** drizzle-orm knows no composite types. */
export const composite = kindFacts({
  declarable: false,
  attributes: { fields: {}, fieldComments: physical, comment: physical },
});

const areComposites = `${afterInitdb('c.oid')} AND c.relkind = 'c'`;

/** A composite type is a relation as well, but it is as a type that an extension has it as a member. */
const compositeRows = catalogQuery<InSchema & { readonly relation: number }>(
  `
SELECT t.oid, t.typrelid AS relation, t.typnamespace AS schema, t.typname AS name
FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid
WHERE ${areComposites} AND ${inUserSchema('t.typnamespace')}`,
  `EXISTS (SELECT FROM pg_class c WHERE ${areComposites})`,
);

export const composites = family(composite, compositeRows, (row, reading) => {
  const place = placeOf(reading, 'composite-type', 'pg_type', row);
  const fields = reading.columns.get(row.relation) ?? [];
  return (
    place && {
      ...place,
      attributes: {
        fields: fields.map(({ name, type, collation }) => ({ name, type, collation })),
        fieldComments: columnComments(reading, row.relation).map(({ column: field, comment }) => ({
          field,
          comment,
        })),
        comment: reading.comment('pg_type', row.oid),
      },
    }
  );
});
