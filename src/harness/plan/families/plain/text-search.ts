import type { CatalogObject } from '../../../model/catalog.ts';
import type { Name } from '../../../model/identity.ts';
import { qualified } from '../../names.ts';
import { type Change, type Sql, statement, statements, textOf } from '../../plan-family.ts';
import { functionOrNull, parameters, plainFamily } from './plain-family.ts';

interface Mapping {
  readonly name: string;
  readonly dictionaries: readonly string[];
}

const mappingsOf = ({ attributes }: CatalogObject): readonly Mapping[] =>
  attributes.mappings as unknown as readonly Mapping[];

const words = 'TEXT SEARCH CONFIGURATION';
const mapping = ({ id }: CatalogObject, word: string, { name, dictionaries }: Mapping): string =>
  `ALTER ${words} ${qualified(id)} ${word} MAPPING FOR ${name} WITH ${dictionaries.join(', ')}`;

function setMappings({ from, to }: Change): readonly Sql[] {
  const [was, is] = [mappingsOf(from), mappingsOf(to)];
  const before = (name: string): Mapping | undefined => was.find((each) => each.name === name);
  const gone = was.filter(({ name }) => !is.some((each) => each.name === name));
  return statements(
    ...gone.map(({ name }) => `ALTER ${words} ${qualified(to.id)} DROP MAPPING FOR ${name}`),
    ...is
      .filter((each) => JSON.stringify(before(each.name)) !== JSON.stringify(each))
      .map((each) => mapping(to, before(each.name) ? 'ALTER' : 'ADD', each)),
  );
}

/** Tokens have names only where Postgres's own parser finds them. */
const isNumbered = (object: CatalogObject): boolean =>
  mappingsOf(object).some(({ name }) => /^\d/.test(name));

export const textSearchConfigurations = plainFamily({
  words,
  refuses: (object) => (isNumbered(object) ? 'the names of its tokens are not read' : undefined),
  create: (object) => [
    `CREATE ${words} ${qualified(object.id)} (PARSER = ${qualified(object.attributes.parser as unknown as Name)})`,
    ...mappingsOf(object).map((each) => mapping(object, 'ADD', each)),
  ],
  alter: {
    mappings: (change) => ([change.from, change.to].some(isNumbered) ? 'recreate' : setMappings(change)),
  },
});

const dictionary = 'TEXT SEARCH DICTIONARY';

export const textSearchDictionaries = plainFamily({
  words: dictionary,
  create: ({ id, attributes: { template, options } }) => [
    `CREATE ${dictionary} ${qualified(id)} (TEMPLATE = ${qualified(template as unknown as Name)}${options === null ? '' : `, ${options}`})`,
  ],
  alter: {
    options: ({ to: { id, attributes } }) =>
      attributes.options === null
        ? 'recreate'
        : statement(`ALTER ${dictionary} ${qualified(id)} (${textOf(attributes.options)})`),
  },
});

export const textSearchParsers = plainFamily({
  words: 'TEXT SEARCH PARSER',
  create: ({ id, attributes: a }) => [
    `CREATE TEXT SEARCH PARSER ${qualified(id)} (${parameters([
      ['START', functionOrNull(a.start)],
      ['GETTOKEN', functionOrNull(a.nextToken)],
      ['END', functionOrNull(a.end)],
      ['HEADLINE', functionOrNull(a.headline)],
      ['LEXTYPES', functionOrNull(a.lexTypes)],
    ])})`,
  ],
});

export const textSearchTemplates = plainFamily({
  words: 'TEXT SEARCH TEMPLATE',
  create: ({ id, attributes: a }) => [
    `CREATE TEXT SEARCH TEMPLATE ${qualified(id)} (${parameters([
      ['INIT', functionOrNull(a.init)],
      ['LEXIZE', functionOrNull(a.lexize)],
    ])})`,
  ],
});
