import { groupOf, membershipOptions } from '../../../catalog/named-roles.ts';
import type { Difference } from '../../../diff/diff.ts';
import type { Value } from '../../../model/catalog.ts';
import { quoteName } from '../../../plan/names.ts';
import { changeGrantable, changeRight, makeRight, ownerSql, unmakeRight } from '../../../plan/rights-sql.ts';
import type { Context } from '../../compare/judge.ts';

/** Who is wrong, and the statement that corrects it in the database; `taker` is a migration that takes what is there. */
export function aboutRights(difference: Difference, taker: string | undefined): Context {
  const fix = `${fixOf(difference).join('; ')} (driftproof repair)`;
  return {
    culprit: 'database',
    meaning: {
      missing: `is missing in the database${privilegesOf(difference)}`,
      extra: `is in the database, ${taker === undefined ? 'but no migration makes it' : `although migration ${taker} takes it`}${privilegesOf(difference)}`,
      changed: consequence(difference),
    },
    advice: {
      missing: `${fix}, or take it back in a migration`,
      extra: `${fix}, or make it in a migration`,
      changed: `${fix}, or write a migration that makes it so`,
    },
  };
}

const listOf = (value: Value | undefined): readonly string[] => (value ?? []) as readonly string[];

function privilegesOf({ object: { attributes } }: Difference): string {
  const grantable = listOf(attributes.grantable);
  const each = listOf(attributes.privileges).map((name) =>
    grantable.includes(name) ? `${name} with grant option` : name,
  );
  return each.length === 0 ? '' : `: ${each.join(', ')}`;
}

/** What an owner, or a role, can do that it should not. */
function consequence(difference: Difference): string {
  const { object } = difference;
  if (difference.type !== 'changed') return '';
  if (difference.attribute === 'owner')
    return object.attributes.securityDefiner === true ? ', with whose rights it runs' : '';
  if (difference.attribute === 'ownedTables') return ', whose policies do not bind it for that';
  const isAbove = difference.attribute !== 'memberOf' && difference.actual === true;
  return object.id.kind === 'role' && isAbove ? ', so that no policy binds it' : '';
}

/** SQL that makes the database as it is expected. */
function fixOf(difference: Difference): string[] {
  const { object } = difference;
  if (difference.type === 'missing') return makeRight(object);
  if (difference.type !== 'changed') return unmakeRight(object);
  const { attribute, expected, actual } = difference;
  if (attribute === 'owner') return [ownerSql(object, expected as string | null)];
  if (attribute === 'privileges') return changeRight(object, actual, expected);
  if (attribute === 'grantable') return changeGrantable(object, actual, expected);
  return roleSql(object.id.name, attribute, expected, actual);
}

function roleSql(name: string, attribute: string, expected: Value, actual: Value): string[] {
  const role = quoteName(name);
  if (attribute === 'ownedTables') return ['let another role own them'];
  if (attribute !== 'memberOf')
    return [
      `ALTER ROLE ${role} ${expected === true ? '' : 'NO'}${attribute === 'superuser' ? 'SUPERUSER' : 'BYPASSRLS'}`,
    ];
  const [was, is] = [listOf(actual), listOf(expected)];
  const groups = is.map(groupOf);
  return [
    ...was
      .map(groupOf)
      .filter((group) => !groups.includes(group))
      .map((group) => `REVOKE ${quoteName(group)} FROM ${role}`),
    ...is
      .filter((each) => !was.includes(each))
      .map((each) => `GRANT ${quoteName(groupOf(each))} TO ${role}${membershipOptions(each)}`),
  ];
}
