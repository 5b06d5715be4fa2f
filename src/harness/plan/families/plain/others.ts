import type { CatalogObject } from '../../../model/catalog.ts';
import type { Name } from '../../../model/identity.ts';
import { qualified, quoteName, quoteText } from '../../names.ts';
import { statement, textOf, textsOf } from '../../plan-family.ts';
import { functionOrNull, plainFamily } from './plain-family.ts';

const setTarget = ({ id, attributes }: CatalogObject): string =>
  `ALTER STATISTICS ${qualified(id)} SET STATISTICS ${attributes.target ?? -1}`;

const keysOf = ({ attributes }: CatalogObject): string[] => [
  ...textsOf(attributes.columns).map(quoteName),
  ...(attributes.expressions as unknown as readonly { readonly expression: string }[]).map(
    ({ expression }) => `(${expression})`,
  ),
];

export const statisticsObjects = plainFamily({
  words: 'STATISTICS',
  create: (object) => {
    const { kinds, table, target } = object.attributes;
    const some = textsOf(kinds).length === 0 ? '' : ` (${textsOf(kinds).join(', ')})`;
    return [
      `CREATE STATISTICS ${qualified(object.id)}${some} ON ${keysOf(object).join(', ')} FROM ${qualified(table as unknown as Name)}`,
      ...(target === null ? [] : [setTarget(object)]),
    ];
  },
  alter: { target: ({ to }) => statement(setTarget(to)) },
});

const part = (word: string, signature: unknown): string => {
  const name = functionOrNull(signature);
  return name === null ? '' : ` ${word} ${name}`;
};

export const languages = plainFamily({
  words: 'LANGUAGE',
  create: ({ id, attributes: a }) => [
    `CREATE ${a.trusted ? 'TRUSTED ' : ''}LANGUAGE ${qualified(id)}${part('HANDLER', a.handler)}${part('INLINE', a.inline)}${part('VALIDATOR', a.validator)}`,
  ],
});

export const transforms = plainFamily({
  words: 'TRANSFORM FOR',
  target: ({ id }) => id.name,
  create: ({ id, attributes: { fromSql, toSql } }) => [
    `CREATE TRANSFORM FOR ${id.name} (${[
      ...(fromSql === null ? [] : [`FROM SQL WITH FUNCTION ${textOf(fromSql)}`]),
      ...(toSql === null ? [] : [`TO SQL WITH FUNCTION ${textOf(toSql)}`]),
    ].join(', ')})`,
  ],
});

export const accessMethods = plainFamily({
  words: 'ACCESS METHOD',
  create: ({ id, attributes: { type, handler } }) => [
    `CREATE ACCESS METHOD ${qualified(id)} TYPE ${textOf(type).toUpperCase()}${part('HANDLER', handler)}`,
  ],
});

export const conversions = plainFamily({
  words: 'CONVERSION',
  create: ({ id, attributes: a }) => [
    `CREATE ${a.default ? 'DEFAULT ' : ''}CONVERSION ${qualified(id)} FOR ${quoteText(textOf(a.from))} TO ${quoteText(textOf(a.to))} FROM ${functionOrNull(a.function)}`,
  ],
});
