import { factsOf, type ObjectKind, objectKinds } from '../../catalog/kinds.ts';
import { isNamedByDefault } from '../../equivalence/default-names.ts';
import type { Kind } from '../../model/identity.ts';
import { wordsOf } from '../../model/print-value.ts';
import { severityOf } from '../compare/severity.ts';
import type { Rule } from './rule.ts';

/** What is not the same and means the same: what a remark says of it, and what may be done about it. */
export const remarkRules = {
  'name-by-default-naming': {
    severity: 'info',
    means: 'both are default names of one thing, by different tools, versions or former names',
    advice: 'leave it; rename it only if a migration is to name it',
  },
  'default-of-equal-value': {
    severity: 'info',
    means: 'both are the same value',
    advice: 'leave it as it is',
  },
} as const satisfies Record<string, Rule>;

/** The id of a rule about a difference: the kind and what is wrong, such as `column-default` or `index-missing`. */
export const differenceRuleId = (kind: Kind, what: string): string =>
  `${kind}-${wordsOf(what).replaceAll(' ', '-')}`;

const agree = 'make both sides agree; the finding says which is wrong';

function rulesOf(kind: ObjectKind): [id: string, rule: Rule][] {
  const object = { id: { kind, name: '' }, attributes: {} };
  const words = kind.replaceAll('-', ' ');
  const absences = (['missing', 'extra'] as const).map((type): [string, Rule] => [
    type,
    {
      severity: severityOf({ type, object }),
      means: `a ${words} is ${type === 'missing' ? 'not there' : 'there that is not expected'}`,
      advice: agree,
    },
  ]);
  const changes = Object.keys(factsOf(kind).attributes).map((attribute): [string, Rule] => [
    attribute,
    {
      severity: severityOf({ type: 'changed', object, attribute, expected: null, actual: null }),
      means: `${wordsOf(attribute)} of a ${words} is not as expected`,
      advice: agree,
    },
  ]);
  return [...absences, ...changes, ...remarksOf(kind)].map(([what, rule]) => [
    differenceRuleId(kind, what),
    rule,
  ]);
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
