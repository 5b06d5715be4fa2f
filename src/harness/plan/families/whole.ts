import type { CatalogObject } from '../../model/catalog.ts';
import { createRole } from '../lookups.ts';
import { qualified, quoteName, quoteText } from '../names.ts';
import {
  commented,
  commentOn,
  type PlanFamily,
  refused,
  type Sql,
  statement,
  textOf,
} from '../plan-family.ts';
import { configured } from '../storage.ts';

export const schemas: PlanFamily = {
  create: (object) => [
    ...statement(`CREATE SCHEMA ${qualified(object.id)}`),
    ...commented(`SCHEMA ${qualified(object.id)}`, object),
  ],
  drop: ({ id }) => statement(`DROP SCHEMA ${qualified(id)}`),
  alter: { comment: ({ to }) => statement(commentOn(`SCHEMA ${qualified(to.id)}`, to.attributes.comment)) },
};

const versionOf = ({ attributes }: CatalogObject): string =>
  textOf((attributes.version as { readonly number: string }).number);

export const extensions: PlanFamily = {
  create: (object) =>
    statement(
      `CREATE EXTENSION ${quoteName(object.id.name)} SCHEMA ${quoteName(textOf(object.attributes.schema))} VERSION ${quoteText(versionOf(object))}`,
    ),
  drop: ({ id }) => [{ sql: `DROP EXTENSION ${quoteName(id.name)}` }],
  alter: {
    schema: ({ to }) =>
      statement(
        `ALTER EXTENSION ${quoteName(to.id.name)} SET SCHEMA ${quoteName(textOf(to.attributes.schema))}`,
      ),
    version: ({ to }) =>
      statement(`ALTER EXTENSION ${quoteName(to.id.name)} UPDATE TO ${quoteText(versionOf(to))}`),
    comment: ({ to }) => statement(commentOn(`EXTENSION ${quoteName(to.id.name)}`, to.attributes.comment)),
  },
};

/** ALTER DATABASE takes a name and no expression, and the name is another on every server. */
const onDatabase = ({ id }: CatalogObject, change: string): readonly Sql[] => {
  const database = `format(${quoteText('%I')}, current_database())`;
  const target =
    id.role === undefined
      ? `'ALTER DATABASE ' || ${database}`
      : `${quoteText(`ALTER ROLE ${quoteName(id.role)} IN DATABASE `)} || ${database}`;
  return statement(`DO ${quoteText(`BEGIN EXECUTE ${target} || ${quoteText(` ${change}`)}; END`)}`);
};

const set = (object: CatalogObject): readonly Sql[] =>
  onDatabase(object, `SET ${configured(object.id.name, textOf(object.attributes.value))}`);

export const settings: PlanFamily = {
  create: set,
  drop: (object) => onDatabase(object, `RESET ${object.id.name}`),
  alter: { value: ({ to }) => set(to) },
};

const ofServer = () => refused('a role belongs to the whole server, and is altered there');

/** Roles belong to the whole server: one that is missing is made, one that is extra is somebody's. */
export const roles: PlanFamily = {
  create: ({ id }) => [{ sql: createRole(id.name), privileged: true }],
  drop: () => [],
  alter: { superuser: ofServer, bypassRls: ofServer, memberOf: ofServer, ownedTables: ofServer },
};
