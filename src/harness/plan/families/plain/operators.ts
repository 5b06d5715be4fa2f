import type { CatalogObject, Value } from '../../../model/catalog.ts';
import type { Name } from '../../../model/identity.ts';
import { qualified, quoteName } from '../../names.ts';
import { refused, statement, textOf } from '../../plan-family.ts';
import { bareFunction, composedName, functionOrNull, parameters, plainFamily } from './plain-family.ts';

const contexts: Readonly<Record<string, string>> = { implicit: ' AS IMPLICIT', assignment: ' AS ASSIGNMENT' };

export const casts = plainFamily({
  words: 'CAST',
  target: ({ id }) => `(${id.name})`,
  create: ({ id, attributes: { function: by, method, context } }) => [
    `CREATE CAST (${id.name}) ${by === null ? (method === 'binary' ? 'WITHOUT FUNCTION' : 'WITH INOUT') : `WITH FUNCTION ${textOf(by)}`}${contexts[textOf(context)] ?? ''}`,
  ],
});

/** An operator's name takes no quotes. */
const operatorName = ({ id: { schema, name } }: CatalogObject): string =>
  `${quoteName(schema ?? '')}.${name}`;
const operands = ({ id: { arguments: types = [] } }: CatalogObject): string => `(${types.join(', ')})`;

const operatorOrNull = (signature: Value | undefined): string | null =>
  signature ? `OPERATOR(${bareFunction(signature)})` : null;
const operandOrNull = (type: string | undefined): string | null =>
  type === undefined || type === 'NONE' ? null : type;

const estimates = ({ to }: { readonly to: CatalogObject }) =>
  statement(
    `ALTER OPERATOR ${operatorName(to)} ${operands(to)} SET (RESTRICT = ${functionOrNull(to.attributes.restrict) ?? 'NONE'}, JOIN = ${functionOrNull(to.attributes.join) ?? 'NONE'})`,
  );

export const operators = plainFamily({
  words: 'OPERATOR',
  target: (object) => `${operatorName(object)} ${operands(object)}`,
  refuses: ({ attributes }) =>
    attributes.function === null ? 'it is a shell, which another operator leaves behind' : undefined,
  create: (object) => {
    const { attributes: a, id } = object;
    const [left, right] = id.arguments ?? [];
    const definition = parameters([
      ['FUNCTION', functionOrNull(a.function)],
      ['LEFTARG', operandOrNull(left)],
      ['RIGHTARG', operandOrNull(right)],
      ['COMMUTATOR', operatorOrNull(a.commutator)],
      ['NEGATOR', operatorOrNull(a.negator)],
      ['RESTRICT', functionOrNull(a.restrict)],
      ['JOIN', functionOrNull(a.join)],
    ]);
    const flags = [...(a.hashes ? [', HASHES'] : []), ...(a.merges ? [', MERGES'] : [])].join('');
    return [`CREATE OPERATOR ${operatorName(object)} (${definition}${flags})`];
  },
  alter: { restrict: estimates, join: estimates },
});

interface Member {
  readonly number: number;
  readonly operator?: string;
  readonly orderBy?: Name | null;
  readonly function?: string;
  readonly types?: readonly string[];
}

const membersOf = (value: Value | undefined): readonly Member[] =>
  (value ?? []) as unknown as readonly Member[];

/** An operator of a class by its number: `OPERATOR 1 hand.=== (integer, integer)`. */
const memberText = ({ number, operator, orderBy, function: by, types = [] }: Member): string =>
  operator === undefined
    ? `FUNCTION ${number} (${types.join(', ')}) ${by}`
    : `OPERATOR ${number} ${operator.replace('(', ' (')}${orderBy ? ` FOR ORDER BY ${qualified(orderBy)}` : ''}`;

const methodOf = ({ id }: CatalogObject): string => / USING (.*)$/.exec(id.name)?.[1] ?? '';
const nameOf = ({ id }: CatalogObject): string =>
  `${quoteName(id.schema ?? '')}.${id.name.replace(/ USING .*$/, '')}`;

export const operatorClasses = plainFamily({
  words: 'OPERATOR CLASS',
  target: composedName,
  create: (object) => {
    const { attributes: a } = object;
    const parts = [
      ...[...membersOf(a.operators), ...membersOf(a.functions)].map(memberText),
      ...(a.storage === null ? [] : [`STORAGE ${textOf(a.storage)}`]),
    ];
    // Nothing at all is no class: its own type is what it stores.
    const stored = parts.length === 0 ? [`STORAGE ${textOf(a.type)}`] : parts;
    return [
      `CREATE OPERATOR CLASS ${nameOf(object)}${a.default ? ' DEFAULT' : ''} FOR TYPE ${textOf(a.type)} USING ${methodOf(object)}` +
        ` FAMILY ${qualified(a.family as unknown as Name)} AS ${stored.join(', ')}`,
    ];
  },
});

const inFamily = () => refused('what is loose in a family is not planned');

export const operatorFamilies = plainFamily({
  words: 'OPERATOR FAMILY',
  target: composedName,
  create: (object) => {
    const { operators: loose, functions } = object.attributes;
    const members = [...membersOf(loose), ...membersOf(functions)].map(memberText);
    return [
      `CREATE OPERATOR FAMILY ${composedName(object)}`,
      ...(members.length === 0
        ? []
        : [`ALTER OPERATOR FAMILY ${composedName(object)} ADD ${members.join(', ')}`]),
    ];
  },
  alter: { operators: inFamily, functions: inFamily },
});
