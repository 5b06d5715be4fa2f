import type { Attributes, CatalogObject, Value } from '../../../model/catalog.ts';
import type { Name } from '../../../model/identity.ts';
import { qualified, quoteName, quoteText } from '../../names.ts';
import {
  type Change,
  type Refusal,
  refused,
  type Side,
  type Sql,
  statement,
  statements,
  textOf,
  textsOf,
} from '../../plan-family.ts';
import { afterColumn, columnDefinition } from '../columns.ts';
import { inherit, ownColumns, reattach } from '../tables.ts';
import { functionOrNull, plainFamily } from './plain-family.ts';

type Option = readonly [name: string, value: string];

const inParts = (option: string): Option => {
  const at = option.indexOf('=');
  return [option.slice(0, at), option.slice(at + 1)];
};

/** What stands for the value of an option that may be secret: it is not read. */
const hidden = '***';
const hiddenIn = (options: Value | undefined): string[] =>
  textsOf(options)
    .map(inParts)
    .flatMap(([name, value]) => (value === hidden ? [name] : []));

const withheld = (names: readonly string[]): string | undefined =>
  names.length === 0 ? undefined : `the value of option ${names.join(', ')} is not read`;

const written = ([name, value]: Option): string => `${quoteName(name)} ${quoteText(value)}`;

/** SQL: ` OPTIONS (…)`, or nothing where there are none. */
const optionsIn = (options: Value | undefined): string =>
  textsOf(options).length === 0 ? '' : ` OPTIONS (${textsOf(options).map(inParts).map(written).join(', ')})`;

/** SQL: what makes one list of options of another. */
function changed(from: Value | undefined, to: Value | undefined): string {
  const [was, is] = [from, to].map((options) => new Map(textsOf(options).map(inParts)));
  const dropped = [...(was?.keys() ?? [])].filter((name) => !is?.has(name));
  const set = [...(is ?? [])].filter(([name, value]) => was?.get(name) !== value);
  const parts = [
    ...dropped.map((name) => `DROP ${quoteName(name)}`),
    ...set.map((option) => `${was?.has(option[0]) ? 'SET' : 'ADD'} ${written(option)}`),
  ];
  return `OPTIONS (${parts.join(', ')})`;
}

const alterOptions =
  (words: string) =>
  ({ from, to }: Change): readonly Sql[] | Refusal => {
    const known = hiddenIn(from.attributes.options);
    const secret = withheld(hiddenIn(to.attributes.options).filter((name) => !known.includes(name)));
    if (secret) return refused(secret);
    return statement(
      `ALTER ${words} ${qualified(to.id)} ${changed(from.attributes.options, to.attributes.options)}`,
    );
  };

const refuses = ({ attributes }: CatalogObject): string | undefined => withheld(hiddenIn(attributes.options));

const optionally = (word: string, signature: Value | undefined): string => {
  const name = functionOrNull(signature);
  return name === null ? ` NO ${word}` : ` ${word} ${name}`;
};

const wrapperFunctions = (a: Attributes): string =>
  `${optionally('HANDLER', a.handler)}${optionally('VALIDATOR', a.validator)}`;

const wrapperWords = 'FOREIGN DATA WRAPPER';
const setFunctions = ({ to }: Change): readonly Sql[] =>
  statement(`ALTER ${wrapperWords} ${qualified(to.id)}${wrapperFunctions(to.attributes)}`);

export const foreignDataWrappers = plainFamily({
  words: wrapperWords,
  refuses,
  create: ({ id, attributes }) => [
    `CREATE ${wrapperWords} ${qualified(id)}${wrapperFunctions(attributes)}${optionsIn(attributes.options)}`,
  ],
  alter: { handler: setFunctions, validator: setFunctions, options: alterOptions(wrapperWords) },
});

const stays = () => refused('a server is not made again: who is mapped on it would be lost');

export const foreignServers = plainFamily({
  words: 'SERVER',
  refuses,
  create: ({ id, attributes: { type, version, wrapper, options } }) => [
    `CREATE SERVER ${qualified(id)}${type === null ? '' : ` TYPE ${quoteText(textOf(type))}`}${version === null ? '' : ` VERSION ${quoteText(textOf(version))}`}` +
      ` FOREIGN DATA WRAPPER ${quoteName(textOf(wrapper))}${optionsIn(options)}`,
  ],
  alter: {
    type: stays,
    wrapper: stays,
    version: ({ to: { id, attributes } }) =>
      attributes.version === null
        ? refused('a version is not taken away')
        : statement(`ALTER SERVER ${qualified(id)} VERSION ${quoteText(textOf(attributes.version))}`),
    options: alterOptions('SERVER'),
  },
});

export const userMappings = plainFamily({
  words: 'USER MAPPING FOR',
  target: ({ id }) => id.name,
  refuses: () => 'its options are not read',
  create: () => [],
});

type ColumnOptions = readonly { readonly column: string; readonly options: Value }[];

const optionsOfColumns = ({ attributes }: CatalogObject): ColumnOptions =>
  attributes.columnOptions as unknown as ColumnOptions;

const columnOptions = (table: CatalogObject, column: string): Value | undefined =>
  optionsOfColumns(table).find((each) => each.column === column)?.options;

const columnsOf = ({ id, attributes }: CatalogObject, side: Side): CatalogObject[] => {
  const { order } = attributes.columnOrder as { readonly order: readonly string[] };
  return side
    .partsOf(id)
    .filter((part) => part.id.kind === 'column')
    .sort((a, b) => order.indexOf(a.id.name) - order.indexOf(b.id.name));
};

/** The options follow the type. */
const foreignColumn = (table: CatalogObject, column: CatalogObject, side: Side): string => {
  const options = optionsIn(columnOptions(table, column.id.name));
  const [name, type] = [quoteName(column.id.name), textOf(column.attributes.type)];
  const head = `${name} ${type}`;
  return `${head}${options}${columnDefinition(column, side).slice(head.length)}`;
};

/** Of columns that are there after it. */
function alterColumnOptions({ from, to, after }: Change): readonly Sql[] {
  const isThere = (column: string): boolean =>
    to.attributes.partitionOf !== null || columnsOf(to, after).some(({ id }) => id.name === column);
  const named = new Set([from, to].flatMap((table) => optionsOfColumns(table).map(({ column }) => column)));
  return statements(
    ...[...named].filter(isThere).flatMap((column) => {
      const [was, is] = [from, to].map((table) => columnOptions(table, column));
      if (JSON.stringify(was) === JSON.stringify(is)) return [];
      return [
        `ALTER FOREIGN TABLE ${qualified(to.id)} ALTER COLUMN ${quoteName(column)} ${changed(was, is)}`,
      ];
    }),
  );
}

/** SQL: a partition has the columns of its table; what is said of single columns can be added only afterwards. */
const partitionSql = (object: CatalogObject, after: Side): string[] => {
  const { id, attributes } = object;
  return [
    `CREATE FOREIGN TABLE ${qualified(id)} PARTITION OF ${qualified(attributes.partitionOf as Name)} ${textOf(attributes.partitionBounds)}` +
      ` SERVER ${quoteName(textOf(attributes.server))}${optionsIn(attributes.options)}`,
    ...optionsOfColumns(object).map(
      ({ column, options }) =>
        `ALTER FOREIGN TABLE ${qualified(id)} ALTER COLUMN ${quoteName(column)} ${changed(undefined, options)}`,
    ),
    ...ownColumns(object, after).map(({ sql }) => sql),
  ];
};

export const foreignTables = plainFamily({
  words: 'FOREIGN TABLE',
  refuses: ({ attributes: { options, columnOptions: each } }) =>
    withheld([
      ...hiddenIn(options),
      ...(each as unknown as ColumnOptions).flatMap((column) => hiddenIn(column.options)),
    ]),
  create: (object, after) => {
    if (object.attributes.partitionOf) return partitionSql(object, after);
    const columns = columnsOf(object, after);
    const own = columns.filter(({ attributes }) => attributes.inherited !== true);
    const parents = (object.attributes.inherits as readonly Name[]).map(qualified);
    return [
      `CREATE FOREIGN TABLE ${qualified(object.id)} (${own.map((each) => foreignColumn(object, each, after)).join(', ')})` +
        `${parents.length > 0 ? ` INHERITS (${parents.join(', ')})` : ''} SERVER ${quoteName(textOf(object.attributes.server))}${optionsIn(object.attributes.options)}`,
      ...columns.flatMap(afterColumn).map(({ sql }) => sql),
    ];
  },
  alter: {
    options: alterOptions('FOREIGN TABLE'),
    columnOptions: alterColumnOptions,
    partitionOf: reattach,
    partitionBounds: reattach,
    inherits: inherit,
  },
});
