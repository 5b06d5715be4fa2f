import type { Attributes, CatalogObject } from '../../../model/catalog.ts';
import { columnList, ownerOf, qualified, quoteName, quoteText } from '../../names.ts';
import {
  type Change,
  type PlanFamily,
  type Sql,
  statement,
  statements,
  textOf,
  textsOf,
} from '../../plan-family.ts';
import { plainFamily } from './plain-family.ts';

const generated = ({ generatedColumns }: Attributes): string =>
  generatedColumns === null ? 'none' : textOf(generatedColumns);

/** What a publication publishes; an option that a server does not know is named only where it is set. */
const published = (a: Attributes): string =>
  `publish = ${quoteText(textsOf(a.operations).join(', '))}, publish_via_partition_root = ${a.viaRoot}` +
  `${a.generatedColumns === null ? '' : `, publish_generated_columns = ${generated(a)}`}`;

const schemasOf = (object: CatalogObject): readonly string[] => textsOf(object.attributes.schemas);

function setSchemas({ from, to }: Change): readonly Sql[] {
  const [was, is] = [schemasOf(from), schemasOf(to)];
  const alter = (word: string, schemas: readonly string[]): string[] =>
    schemas.length === 0
      ? []
      : [
          `ALTER PUBLICATION ${qualified(to.id)} ${word} TABLES IN SCHEMA ${schemas.map(quoteName).join(', ')}`,
        ];
  return statements(
    ...alter(
      'DROP',
      was.filter((each) => !is.includes(each)),
    ),
    ...alter(
      'ADD',
      is.filter((each) => !was.includes(each)),
    ),
  );
}

const set = ({ to }: Change): readonly Sql[] =>
  statement(`ALTER PUBLICATION ${qualified(to.id)} SET (${published(to.attributes)})`);

export const publications = plainFamily({
  words: 'PUBLICATION',
  create: (object) => {
    const { attributes: a } = object;
    const schemas = schemasOf(object);
    const what = a.allTables
      ? ' FOR ALL TABLES'
      : schemas.length > 0
        ? ` FOR TABLES IN SCHEMA ${schemas.map(quoteName).join(', ')}`
        : '';
    return [`CREATE PUBLICATION ${qualified(object.id)}${what} WITH (${published(a)})`];
  },
  alter: {
    operations: set,
    viaRoot: set,
    generatedColumns: ({ to }) =>
      statement(
        `ALTER PUBLICATION ${qualified(to.id)} SET (publish_generated_columns = ${generated(to.attributes)})`,
      ),
    schemas: setSchemas,
  },
});

/** The publication has the name of its table's place in it. */
const inPublication = ({ id }: CatalogObject): string => `ALTER PUBLICATION ${quoteName(id.name)}`;

export const publicationTables: PlanFamily = {
  create: (object) => {
    const { columns, filter } = object.attributes;
    return statement(
      `${inPublication(object)} ADD TABLE ONLY ${ownerOf(object.id)}${columns === null ? '' : ` ${columnList(columns)}`}${filter === null ? '' : ` WHERE (${filter})`}`,
    );
  },
  drop: (object) => statement(`${inPublication(object)} DROP TABLE ONLY ${ownerOf(object.id)}`),
  alter: {},
};
