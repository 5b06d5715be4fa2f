import { databaseOwner } from '../../catalog/policies.ts';
import type { CatalogObject, Value } from '../../model/catalog.ts';
import { ownerOf, quoteName } from '../names.ts';
import {
  commented,
  commentOn,
  type PlanFamily,
  refused,
  type Sql,
  statement,
  statements,
  textOf,
  textsOf,
} from '../plan-family.ts';

const states: Readonly<Record<string, string>> = {
  origin: 'ENABLE',
  disabled: 'DISABLE',
  replica: 'ENABLE REPLICA',
  always: 'ENABLE ALWAYS',
};

/** Triggers and rules: Postgres prints all of one but when it fires. */
const fired = (what: 'TRIGGER' | 'RULE'): PlanFamily => {
  const name = ({ id }: CatalogObject): string => `${what} ${quoteName(id.name)} ON ${ownerOf(id)}`;
  const enable = ({ id, attributes }: CatalogObject): readonly Sql[] =>
    statement(
      `ALTER TABLE ${ownerOf(id)} ${states[textOf(attributes.enabled)] ?? 'ENABLE'} ${what} ${quoteName(id.name)}`,
    );
  return {
    create: (object) => [
      ...statement(textOf(object.attributes.definition).replace(/;\s*$/, '')),
      ...(object.attributes.enabled === 'origin' ? [] : enable(object)),
      ...commented(name(object), object),
    ],
    drop: (object) => statement(`DROP ${name(object)}`),
    alter: {
      enabled: ({ to }) =>
        textOf(to.attributes.enabled) in states
          ? enable(to)
          : refused('a trigger that is not alike on every partition is made so partition by partition'),
      comment: ({ to }) => statement(commentOn(name(to), to.attributes.comment)),
    },
  };
};

export const triggers = fired('TRIGGER');
export const rules = fired('RULE');

const policyName = ({ id }: CatalogObject): string => `POLICY ${quoteName(id.name)} ON ${ownerOf(id)}`;
const roleList = (roles: Value | undefined): string =>
  textsOf(roles)
    .map((role) => (role === 'public' ? 'PUBLIC' : role === databaseOwner ? role : quoteName(role)))
    .join(', ');

const conditions = ({ attributes: { using, check } }: CatalogObject): string =>
  `${using === null ? '' : ` USING (${using})`}${check === null ? '' : ` WITH CHECK (${check})`}`;

/** A condition can be changed, and not taken away. */
const setCondition =
  (which: 'using' | 'check', words: string) =>
  ({ to }: { readonly to: CatalogObject }) =>
    to.attributes[which] === null
      ? ('recreate' as const)
      : statements(`ALTER ${policyName(to)} ${words} (${to.attributes[which]})`);

export const policies: PlanFamily = {
  create: (object) => [
    ...statement(
      `CREATE ${policyName(object)} AS ${object.attributes.permissive ? 'PERMISSIVE' : 'RESTRICTIVE'} ` +
        `FOR ${textOf(object.attributes.command).toUpperCase()} TO ${roleList(object.attributes.roles)}${conditions(object)}`,
    ),
    ...commented(policyName(object), object),
  ],
  drop: (object) => statement(`DROP ${policyName(object)}`),
  alter: {
    roles: ({ to }) => statement(`ALTER ${policyName(to)} TO ${roleList(to.attributes.roles)}`),
    using: setCondition('using', 'USING'),
    check: setCondition('check', 'WITH CHECK'),
    comment: ({ to }) => statement(commentOn(policyName(to), to.attributes.comment)),
  },
};
