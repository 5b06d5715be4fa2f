import type { Attributes } from '../../../model/catalog.ts';
import type { Name } from '../../../model/identity.ts';
import { qualified, quoteText } from '../../names.ts';
import { commentOn, statement, textOf } from '../../plan-family.ts';
import { bareFunction, parameters, plainFamily } from './plain-family.ts';

const text = (value: unknown): string | null =>
  value === null || value === undefined ? null : quoteText(String(value));
const name = (value: unknown): string | null =>
  value === null || value === undefined ? null : qualified(value as Name);

export const collations = plainFamily({
  words: 'COLLATION',
  create: ({ id, attributes: { provider, locale, characterType, deterministic, rules } }) => [
    `CREATE COLLATION ${qualified(id)} (${parameters([
      ['provider', textOf(provider)],
      ...(characterType === null
        ? ([['locale', text(locale)]] as const)
        : ([
            ['lc_collate', text(locale)],
            ['lc_ctype', text(characterType)],
          ] as const)),
      ['deterministic', deterministic ? null : 'false'],
      ['rules', text(rules)],
    ])})`,
  ],
});

const onMultirange = ({ multirange, multirangeComment }: Attributes): string =>
  commentOn(`TYPE ${textOf(multirange)}`, multirangeComment);

/** The name of a type that Postgres prints, in an unqualified form where it is its own. */
export const rangeTypes = plainFamily({
  words: 'TYPE',
  refuses: ({ attributes: { canonical } }) =>
    canonical === null ? undefined : 'the type and its canonical function need each other',
  create: ({ id, attributes: a }) => [
    `CREATE TYPE ${qualified(id)} AS RANGE (${parameters([
      ['SUBTYPE', textOf(a.subtype)],
      ['SUBTYPE_OPCLASS', name(a.operatorClass)],
      ['COLLATION', name(a.collation)],
      ['SUBTYPE_DIFF', a.subtypeDifference === null ? null : bareFunction(a.subtypeDifference)],
      ['MULTIRANGE_TYPE_NAME', textOf(a.multirange)],
    ])})`,
    ...(a.multirangeComment === null || a.multirangeComment === undefined ? [] : [onMultirange(a)]),
  ],
  alter: { multirangeComment: ({ to }) => statement(onMultirange(to.attributes)) },
});
