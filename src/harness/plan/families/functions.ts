import type { Attributes, CatalogObject } from '../../model/catalog.ts';
import { qualified, quoteName, quoteText, routine } from '../names.ts';
import {
  commented,
  commentOn,
  type PlanFamily,
  type Sql,
  statement,
  textOf,
  textsOf,
} from '../plan-family.ts';
import { configuredBy } from '../storage.ts';

const words: Readonly<Record<string, string>> = { procedure: 'PROCEDURE', aggregate: 'AGGREGATE' };
const wordOf = ({ attributes }: CatalogObject): string => words[textOf(attributes.what)] ?? 'FUNCTION';
const named = (object: CatalogObject): string => `${wordOf(object)} ${routine(object.id)}`;

/** A body in the SQL standard's form is kept parsed, and printed without quotes. */
const isStandard = ({ language, body }: Attributes): boolean =>
  language === 'sql' && /^(BEGIN ATOMIC|RETURN)\b/.test(textOf(body));

function bodyOf(a: Attributes): string {
  if (isStandard(a)) return textOf(a.body);
  return a.library === null
    ? `AS ${quoteText(textOf(a.body))}`
    : `AS ${quoteText(textOf(a.library))}, ${quoteText(textOf(a.body))}`;
}

const create = (object: CatalogObject): readonly Sql[] =>
  statement(object.attributes.what === 'aggregate' ? aggregate(object) : functionSql(object));

/** CREATE OR REPLACE keeps what uses the function, as long as its arguments and its result stay. */
function functionSql(object: CatalogObject): string {
  const a = object.attributes;
  return [
    `CREATE OR REPLACE ${wordOf(object)} ${qualified({ ...(object.id.schema === undefined ? {} : { schema: object.id.schema }), name: object.id.name })}(${a.arguments})`,
    ...(a.returns === null ? [] : [`RETURNS ${a.returns}`]),
    `LANGUAGE ${quoteName(textOf(a.language))}`,
    ...(textsOf(a.transforms).length === 0
      ? []
      : [
          `TRANSFORM ${textsOf(a.transforms)
            .map((type) => `FOR TYPE ${type}`)
            .join(', ')}`,
        ]),
    ...(a.what === 'procedure' ? [] : traits(a)),
    ...(a.securityDefiner ? ['SECURITY DEFINER'] : []),
    ...textsOf(a.config).map((setting) => `SET ${configuredBy(setting)}`),
    bodyOf(a),
  ].join(' ');
}

const traits = (a: Attributes): string[] => [
  ...(a.what === 'window' ? ['WINDOW'] : []),
  textOf(a.volatility).toUpperCase(),
  ...(a.leakproof ? ['LEAKPROOF'] : []),
  ...(a.strict ? ['STRICT'] : []),
  `PARALLEL ${textOf(a.parallel).toUpperCase()}`,
  ...(a.cost === null ? [] : [`COST ${a.cost}`]),
  ...(a.rows === null ? [] : [`ROWS ${a.rows}`]),
  ...(a.support === null ? [] : [`SUPPORT ${textOf(a.support).replace(/\(.*$/s, '')}`]),
];

/** Parts that are texts, and not names or words. */
const quotedParts = new Set(['initcond', 'minitcond']);

function aggregate({ id, attributes }: CatalogObject): string {
  const { kind, ...parts } = attributes.aggregate as Readonly<Record<string, string>>;
  const listed = Object.entries(parts).map(([name, value]) => `${name} = ${partText(name, value)}`);
  if (kind === 'hypothetical-set') listed.push('hypothetical');
  return `CREATE AGGREGATE ${qualified({ ...(id.schema === undefined ? {} : { schema: id.schema }), name: id.name })}(${attributes.arguments}) (${listed.join(', ')})`;
}

const modes: Readonly<Record<string, string>> = { r: 'READ_ONLY', s: 'SHAREABLE', w: 'READ_WRITE' };

function partText(name: string, value: string): string {
  if (quotedParts.has(name)) return quoteText(value);
  if (name.endsWith('_modify')) return modes[value] ?? value;
  if (name === 'sortop') return `OPERATOR(${value.replace(/\(.*$/s, '')})`;
  return name.endsWith('func') ? value.replace(/\(.*$/s, '') : value;
}

const replace = ({ to }: { readonly to: CatalogObject }): readonly Sql[] | 'recreate' =>
  to.attributes.what === 'aggregate' ? 'recreate' : create(to);

export const functions: PlanFamily = {
  create: (object) => [...create(object), ...commented(named(object), object)],
  drop: (object) => statement(`DROP ${named(object)}`),
  alter: {
    body: replace,
    language: replace,
    volatility: replace,
    securityDefiner: replace,
    leakproof: replace,
    strict: replace,
    parallel: replace,
    cost: replace,
    rows: replace,
    support: replace,
    transforms: replace,
    config: replace,
    library: replace,
    comment: ({ to }) => statement(commentOn(named(to), to.attributes.comment)),
  },
};
