import { factsOf, type ObjectKind, objectKinds } from '../../catalog/kinds.ts';
import { isNamedByDefault } from '../../equivalence/default-names.ts';
import { renamable } from '../../equivalence/one-cause/renames.ts';
import type { Severity } from '../../model/finding.ts';
import { type Kind, partsOfTables } from '../../model/identity.ts';
import { wordsOf } from '../../model/print-value.ts';
import { severityOf } from '../compare/severity.ts';
import type { Rule } from './rule.ts';

/** What differs in print and means the same: what a remark says about it. */
export const remarkRules = {
  'name-by-default-naming': {
    severity: 'info',
    means:
      'both are default names of the same object, given by different tools or versions or before a rename',
    advice: 'nothing to do; rename it only if a migration has to name it',
  },
  'default-of-equal-value': {
    severity: 'info',
    means: 'both have the same value',
    advice: 'nothing to do',
  },
} as const satisfies Record<string, Rule>;

/** The id of a rule about a difference: the kind and what is wrong, such as `column-default` or `index-missing`. */
export const differenceRuleId = (kind: Kind, what: string): string =>
  `${kind}-${wordsOf(what).replaceAll(' ', '-')}`;

/** Kinds that do the same under another name; only what names them is not found. */
const asGood: readonly Kind[] = [...partsOfTables, 'policy', 'trigger'];

export const renameSeverity = (kind: Kind): Severity => (asGood.includes(kind) ? 'warning' : 'breaking');

const agree = 'make both sides agree; the finding says which is wrong';

const article = (words: string): string => `${/^([aeio]|un(?!ique))/.test(words) ? 'an' : 'a'} ${words}`;

function rulesOf(kind: ObjectKind): [id: string, rule: Rule][] {
  const object = { id: { kind, name: '' }, attributes: {} };
  const words = kind.replaceAll('-', ' ');
  const absences = (['missing', 'extra'] as const).map((type): [string, Rule] => [
    type,
    {
      severity: severityOf({ type, object }),
      means: `${article(words)} ${type === 'missing' ? 'is missing' : 'exists that is not expected'}`,
      advice: agree,
    },
  ]);
  const changes = Object.entries(factsOf(kind).attributes).map(([attribute, { note }]): [string, Rule] => [
    attribute,
    {
      severity: severityOf({ type: 'changed', object, attribute, expected: null, actual: null }),
      means: `the ${wordsOf(attribute)} of ${article(words)} differs${note ? `: ${note}` : ''}`,
      advice: agree,
    },
  ]);
  return [...absences, ...renamesOf(kind, words), ...changes, ...remarksOf(kind)].map(([what, rule]) => [
    differenceRuleId(kind, what),
    rule,
  ]);
}

function renamesOf(kind: Kind, words: string): [what: string, rule: Rule][] {
  if (!renamable.includes(kind)) return [];
  const means = `${article(words)} is missing, and one that is the same but for its name is there`;
  return [
    ['renamed', { severity: renameSeverity(kind), means, advice: 'rename it, or make both sides agree' }],
  ];
}

function remarksOf(kind: Kind): [what: string, rule: Rule][] {
  const named = isNamedByDefault(kind) ? (['name-by-default-naming'] as const) : [];
  const valued = Object.values(factsOf(kind).attributes).some(({ literalOf }) => literalOf)
    ? (['default-of-equal-value'] as const)
    : [];
  return [...named, ...valued].map((about) => [about, remarkRules[about]]);
}

/** Every rule about a difference between two catalogs, by its id. Who is wrong, each comparison tells. */
export const differenceRules: ReadonlyMap<string, Rule> = new Map(objectKinds.flatMap(rulesOf));
