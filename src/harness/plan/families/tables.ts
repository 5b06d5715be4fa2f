import { type Attributes, type CatalogObject, isOrder, type Key, type Value } from '../../model/catalog.ts';
import type { Name } from '../../model/identity.ts';
import { qualified, quoteName } from '../names.ts';
import {
  type Change,
  commented,
  commentOn,
  type PlanFamily,
  refused,
  type Side,
  type Sql,
  statement,
  statements,
  textOf,
  textsOf,
} from '../plan-family.ts';
import { alterOptions, withOptions } from '../storage.ts';
import { afterColumn, columnDefinition, columnOfPartition } from './columns.ts';
import { keyText } from './keys.ts';

const table = ({ id }: CatalogObject): string => `ALTER TABLE ${qualified(id)}`;

/** The columns of a table in their order. */
function columnsOf(object: CatalogObject, side: Side): CatalogObject[] {
  const order = object.attributes.columnOrder as { readonly order: readonly string[] };
  const columns = new Map(
    side.partsOf(object.id).flatMap((part) => (part.id.kind === 'column' ? [[part.id.name, part]] : [])),
  );
  return (isOrder(order) ? order.order : []).flatMap((name) => columns.get(name) ?? []);
}

/** Constraints, indexes, sequences' owners and the like are objects of their own, and made after it. */
function create(object: CatalogObject, side: Side): readonly Sql[] {
  const a = object.attributes;
  if (a.partitionOf) return createPartition(object, side);
  const columns = columnsOf(object, side);
  const own = columns.filter(({ attributes }) => attributes.inherited !== true);
  const parents = (a.inherits as readonly Name[]).map(qualified);
  const sql =
    `CREATE ${a.persistence === 'unlogged' ? 'UNLOGGED ' : ''}TABLE ${qualified(object.id)} ` +
    `${a.ofType ? `OF ${a.ofType}` : `(${own.map((column) => columnDefinition(column, side)).join(', ')})`}` +
    `${parents.length > 0 ? ` INHERITS (${parents.join(', ')})` : ''}${partitioned(a.partitionBy)}${stored(a)}`;
  return [...statement(sql), ...columns.flatMap(afterColumn), ...afterTable(object)];
}

/** What CREATE TABLE has no place for. */
function afterTable(object: CatalogObject): readonly Sql[] {
  const a = object.attributes;
  return [
    ...(a.rowSecurity ? statement(`${table(object)} ENABLE ROW LEVEL SECURITY`) : []),
    ...(a.rowSecurityForced ? statement(`${table(object)} FORCE ROW LEVEL SECURITY`) : []),
    ...(['full', 'nothing'].includes(textOf(a.replicaIdentity)) ? replicaIdentity(object) : []),
    ...commented(`TABLE ${qualified(object.id)}`, object),
  ];
}

/** A partition takes its columns from its table; of its own it has what they have besides. */
function createPartition(object: CatalogObject, side: Side): readonly Sql[] {
  const a = object.attributes;
  return [
    ...statement(
      `CREATE ${a.persistence === 'unlogged' ? 'UNLOGGED ' : ''}TABLE ${qualified(object.id)} ` +
        `PARTITION OF ${qualified(a.partitionOf as Name)} ${a.partitionBounds}${partitioned(a.partitionBy)}${stored(a)}`,
    ),
    ...ownColumns(object, side),
    ...afterTable(object),
  ];
}

/** What the columns of a partition have besides what its table gives them. */
export const ownColumns = ({ id }: CatalogObject, side: Side): readonly Sql[] =>
  side
    .partsOf(id)
    .filter((part) => part.id.kind === 'column')
    .flatMap((column) => [...columnOfPartition(column), ...afterColumn(column)]);

/** Where and how a table is stored. */
const stored = (a: Attributes): string =>
  `${a.accessMethod ? ` USING ${quoteName(textOf(a.accessMethod))}` : ''}${withOptions(textsOf(a.options))}` +
  `${a.tablespace ? ` TABLESPACE ${quoteName(textOf(a.tablespace))}` : ''}`;

/** A partition is taken out of what it is part of, and put where it belongs: its bounds cannot be altered. */
export function reattach({ from, to }: Change): readonly Sql[] {
  const [was, is] = [from.attributes.partitionOf, to.attributes.partitionOf] as (Name | null)[];
  const name = qualified(to.id);
  return statements(
    ...(was ? [`ALTER TABLE ${qualified(was)} DETACH PARTITION ${name}`] : []),
    ...(is ? [`ALTER TABLE ${qualified(is)} ATTACH PARTITION ${name} ${to.attributes.partitionBounds}`] : []),
  );
}

function partitioned(by: Value | undefined): string {
  if (!by) return '';
  const { strategy, keys } = by as { readonly strategy: string; readonly keys: readonly Key[] };
  return ` PARTITION BY ${strategy.toUpperCase()} (${keys.map(keyText).join(', ')})`;
}

/** An index says by itself that it is the replica identity. */
function replicaIdentity(object: CatalogObject): readonly Sql[] {
  const { replicaIdentity: to } = object.attributes;
  return to === 'index' ? [] : statement(`${table(object)} REPLICA IDENTITY ${textOf(to).toUpperCase()}`);
}

const hasIdentity = (parts: readonly CatalogObject[]): boolean =>
  parts.some(({ attributes }) => attributes.replicaIdentity === true);

/** `ALTER TABLE` is for foreign tables too. */
export function inherit({ from, to }: Change): readonly Sql[] {
  const [was, is] = [from, to].map(({ attributes }) =>
    (attributes.inherits as readonly Name[]).map(qualified),
  );
  return statements(
    ...(was ?? [])
      .filter((parent) => !is?.includes(parent))
      .map((parent) => `${table(to)} NO INHERIT ${parent}`),
    ...(is ?? [])
      .filter((parent) => !was?.includes(parent))
      .map((parent) => `${table(to)} INHERIT ${parent}`),
  );
}

export const tables: PlanFamily = {
  create,
  drop: ({ id }) => [{ sql: `DROP TABLE ${qualified(id)}`, loses: 'the rows of the table' }],
  alter: {
    persistence: ({ to }) =>
      statement(`${table(to)} SET ${to.attributes.persistence === 'unlogged' ? 'UNLOGGED' : 'LOGGED'}`),
    replicaIdentity: ({ to, after }) =>
      to.attributes.replicaIdentity === 'index' && !hasIdentity(after.partsOf(to.id))
        ? refused('the index that is to be the replica identity comes from the partitioned table')
        : replicaIdentity(to),
    rowSecurity: ({ to }) =>
      statement(`${table(to)} ${to.attributes.rowSecurity ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`),
    rowSecurityForced: ({ to }) =>
      statement(`${table(to)} ${to.attributes.rowSecurityForced ? '' : 'NO '}FORCE ROW LEVEL SECURITY`),
    ofType: ({ to }) =>
      statement(to.attributes.ofType ? `${table(to)} OF ${to.attributes.ofType}` : `${table(to)} NOT OF`),
    options: ({ from, to }) =>
      alterOptions(textsOf(from.attributes.options), textsOf(to.attributes.options)).flatMap((each) =>
        statement(`${table(to)} ${each}`),
      ),
    accessMethod: ({ to }) =>
      statement(`${table(to)} SET ACCESS METHOD ${quoteName(textOf(to.attributes.accessMethod ?? 'heap'))}`),
    tablespace: ({ to }) =>
      statement(`${table(to)} SET TABLESPACE ${quoteName(textOf(to.attributes.tablespace ?? 'pg_default'))}`),
    inherits: inherit,
    columnOrder: () =>
      refused('the order of columns can be changed by making the table again with its rows only'),
    partitionBy: () =>
      refused('a table becomes partitioned, or partitioned otherwise, by making it again with its rows only'),
    partitionOf: reattach,
    partitionBounds: reattach,
    comment: ({ to }) => statement(commentOn(`TABLE ${qualified(to.id)}`, to.attributes.comment)),
  },
};
