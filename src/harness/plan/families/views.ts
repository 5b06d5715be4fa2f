import type { CatalogObject } from '../../model/catalog.ts';
import { qualified, quoteName } from '../names.ts';
import {
  type Change,
  commented,
  commentOn,
  type PlanFamily,
  type Sql,
  statement,
  statements,
  textOf,
  textsOf,
} from '../plan-family.ts';
import { alterOptions, withOptions } from '../storage.ts';

interface OfColumn {
  readonly column: string;
  readonly comment?: string;
  readonly expression?: string;
}

const told = (
  object: CatalogObject,
  attribute: 'columnComments' | 'columnDefaults',
): ReadonlyMap<string, string> =>
  new Map(
    ((object.attributes[attribute] ?? []) as unknown as readonly OfColumn[]).map(
      ({ column, comment, expression }) => [column, comment ?? expression ?? ''],
    ),
  );

const commentColumns = (object: CatalogObject, columns: Iterable<string>): readonly Sql[] =>
  statements(
    ...[...columns].map((column) =>
      commentOn(
        `COLUMN ${qualified(object.id)}.${quoteName(column)}`,
        told(object, 'columnComments').get(column) ?? null,
      ),
    ),
  );

const setDefaults = (object: CatalogObject, columns: Iterable<string>): readonly Sql[] =>
  statements(
    ...[...columns].map((column) => {
      const value = told(object, 'columnDefaults').get(column);
      return `ALTER VIEW ${qualified(object.id)} ALTER COLUMN ${quoteName(column)} ${value === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${value}`}`;
    }),
  );

const both = ({ from, to }: Change, attribute: 'columnComments' | 'columnDefaults'): Set<string> =>
  new Set([...told(from, attribute).keys(), ...told(to, attribute).keys()]);

const altered =
  (word: string) =>
  ({ from, to }: Change): readonly Sql[] =>
    statements(
      ...alterOptions(textsOf(from.attributes.options), textsOf(to.attributes.options)).map(
        (each) => `ALTER ${word} ${qualified(to.id)} ${each}`,
      ),
    );

export const views: PlanFamily = {
  create: (object) => [
    ...statement(
      `CREATE VIEW ${qualified(object.id)}${withOptions(textsOf(object.attributes.options))} AS ${object.attributes.definition}`,
    ),
    ...setDefaults(object, told(object, 'columnDefaults').keys()),
    ...commentColumns(object, told(object, 'columnComments').keys()),
    ...commented(`VIEW ${qualified(object.id)}`, object),
  ],
  drop: ({ id }) => statement(`DROP VIEW ${qualified(id)}`),
  alter: {
    options: altered('VIEW'),
    columnDefaults: (change) => setDefaults(change.to, both(change, 'columnDefaults')),
    columnComments: (change) => commentColumns(change.to, both(change, 'columnComments')),
    comment: ({ to }) => statement(commentOn(`VIEW ${qualified(to.id)}`, to.attributes.comment)),
  },
};

const word = 'MATERIALIZED VIEW';

interface StoredColumn {
  readonly column: string;
  readonly compression: string | null;
  readonly storage: string | null;
  readonly statistics: number | null;
  readonly options: readonly string[];
}

const storedIn = ({ attributes }: CatalogObject): ReadonlyMap<string, StoredColumn> =>
  new Map(
    ((attributes.columnStorage ?? []) as unknown as readonly StoredColumn[]).map((each) => [
      each.column,
      each,
    ]),
  );

/** What makes the columns of a materialized view stored as they are to be. */
function storeColumns(
  object: CatalogObject,
  was: ReadonlyMap<string, StoredColumn>,
  is: ReadonlyMap<string, StoredColumn>,
): readonly Sql[] {
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((column) => {
    const [a, b] = [was.get(column), is.get(column)];
    const changes = [
      ...((a?.storage ?? null) === (b?.storage ?? null)
        ? []
        : [`SET STORAGE ${b?.storage?.toUpperCase() ?? 'DEFAULT'}`]),
      ...((a?.compression ?? null) === (b?.compression ?? null)
        ? []
        : [`SET COMPRESSION ${b?.compression ?? 'DEFAULT'}`]),
      ...((a?.statistics ?? null) === (b?.statistics ?? null)
        ? []
        : [`SET STATISTICS ${b?.statistics ?? -1}`]),
      ...alterOptions(a?.options ?? [], b?.options ?? []),
    ];
    return statements(
      ...changes.map(
        (each) => `ALTER ${word} ${qualified(object.id)} ALTER COLUMN ${quoteName(column)} ${each}`,
      ),
    );
  });
}

export const materializedViews: PlanFamily = {
  create: (object) => {
    const { options, accessMethod, tablespace, definition, populated } = object.attributes;
    return [
      ...statement(
        `CREATE ${word} ${qualified(object.id)}${accessMethod ? ` USING ${quoteName(textOf(accessMethod))}` : ''}${withOptions(textsOf(options))}` +
          `${tablespace ? ` TABLESPACE ${quoteName(textOf(tablespace))}` : ''} AS ${definition}${populated ? '' : ' WITH NO DATA'}`,
      ),
      ...storeColumns(object, new Map(), storedIn(object)),
      ...commentColumns(object, told(object, 'columnComments').keys()),
      ...commented(`${word} ${qualified(object.id)}`, object),
    ];
  },
  drop: ({ id }) => statement(`DROP ${word} ${qualified(id)}`),
  alter: {
    populated: ({ to }) =>
      statement(`REFRESH ${word} ${qualified(to.id)}${to.attributes.populated ? '' : ' WITH NO DATA'}`),
    options: altered(word),
    accessMethod: ({ to }) =>
      statement(
        `ALTER ${word} ${qualified(to.id)} SET ACCESS METHOD ${quoteName(textOf(to.attributes.accessMethod ?? 'heap'))}`,
      ),
    tablespace: ({ to }) =>
      statement(
        `ALTER ${word} ${qualified(to.id)} SET TABLESPACE ${quoteName(textOf(to.attributes.tablespace ?? 'pg_default'))}`,
      ),
    columnStorage: ({ from, to }) => storeColumns(to, storedIn(from), storedIn(to)),
    columnComments: (change) => commentColumns(change.to, both(change, 'columnComments')),
    comment: ({ to }) => statement(commentOn(`${word} ${qualified(to.id)}`, to.attributes.comment)),
  },
};
