import type { CatalogObject } from '../../model/catalog.ts';
import type { PlanFamily, Sql } from '../plan-family.ts';
import { changeGrantable, changeRight, isOfServer, makeRight, ownerSql, unmakeRight } from '../rights-sql.ts';

const asWhoMay = ({ id }: CatalogObject, sql: readonly string[]): readonly Sql[] =>
  sql.map((each) => (isOfServer(id) ? { sql: each, privileged: true } : { sql: each }));

/** Grants, and what is revoked of what Postgres gives by itself. */
export const rights: PlanFamily = {
  create: (object) => asWhoMay(object, makeRight(object)),
  drop: (object) => asWhoMay(object, unmakeRight(object)),
  alter: {
    privileges: ({ from, to }) =>
      asWhoMay(to, changeRight(to, from.attributes.privileges, to.attributes.privileges)),
    grantable: ({ from, to }) =>
      asWhoMay(to, changeGrantable(to, from.attributes.grantable, to.attributes.grantable)),
  },
};

/** A family whose objects have owners: a new owner is given by a member of both roles, or by a superuser. */
export const owned = (family: PlanFamily): PlanFamily => ({
  ...family,
  create: (object, after) => [...family.create(object, after), ...given(object)],
  alter: {
    ...family.alter,
    owner: ({ to }) => [
      { sql: ownerSql(to, (to.attributes.owner as string | null | undefined) ?? null), privileged: true },
    ],
  },
});

const given = (object: CatalogObject): readonly Sql[] =>
  typeof object.attributes.owner === 'string'
    ? [{ sql: ownerSql(object, object.attributes.owner), privileged: true }]
    : [];
