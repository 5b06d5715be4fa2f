import { type CatalogObject, isOrder, type Key, type Value } from '../../model/catalog.ts';
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
import { afterColumn, columnDefinition } from './columns.ts';
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
  const columns = columnsOf(object, side);
  const own = columns.filter(({ attributes }) => attributes.inherited !== true);
  const parents = (a.inherits as readonly Name[]).map(qualified);
  const sql =
    `CREATE ${a.persistence === 'unlogged' ? 'UNLOGGED ' : ''}TABLE ${qualified(object.id)} ` +
    `${a.ofType ? `OF ${a.ofType}` : `(${own.map((column) => columnDefinition(column, side)).join(', ')})`}` +
    `${parents.length > 0 ? ` INHERITS (${parents.join(', ')})` : ''}${partitioned(a.partitionBy)}` +
    `${a.accessMethod ? ` USING ${quoteName(textOf(a.accessMethod))}` : ''}${withOptions(textsOf(a.options))}` +
    `${a.tablespace ? ` TABLESPACE ${quoteName(textOf(a.tablespace))}` : ''}`;
  return [
    ...statement(sql),
    ...columns.flatMap(afterColumn),
    ...(a.rowSecurity ? statement(`${table(object)} ENABLE ROW LEVEL SECURITY`) : []),
    ...(a.rowSecurityForced ? statement(`${table(object)} FORCE ROW LEVEL SECURITY`) : []),
    ...(['full', 'nothing'].includes(textOf(a.replicaIdentity)) ? replicaIdentity(object) : []),
    ...commented(`TABLE ${qualified(object.id)}`, object),
  ];
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

function inherit({ from, to }: Change): readonly Sql[] {
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
    replicaIdentity: ({ to }) => replicaIdentity(to),
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
    partitions: partitionsAlike,
    comment: ({ to }) => statement(commentOn(`TABLE ${qualified(to.id)}`, to.attributes.comment)),
  },
};

interface Partition {
  readonly name: Name;
  readonly unlogged: boolean;
  readonly rowSecurity: boolean;
  readonly rowSecurityForced: boolean;
  readonly defaults: readonly { readonly column: string; readonly default: string | null }[];
}

const sharedOf = ({ attributes }: CatalogObject): readonly Partition[] =>
  ((attributes.partitions as { readonly shared: readonly unknown[] } | null)?.shared ??
    []) as readonly Partition[];

/** Of partitions that are on both sides: what one has that the table it is part of does not give it. */
function partitionsAlike({ from, to, after }: Change): readonly Sql[] {
  return sharedOf(to).flatMap((is) => {
    const was = sharedOf(from).find(({ name }) => qualified(name) === qualified(is.name));
    const alter = `ALTER TABLE ${qualified(is.name)}`;
    return was
      ? statements(
          ...(was.unlogged === is.unlogged ? [] : [`${alter} SET ${is.unlogged ? 'UNLOGGED' : 'LOGGED'}`]),
          ...(was.rowSecurity === is.rowSecurity
            ? []
            : [`${alter} ${is.rowSecurity ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`]),
          ...(was.rowSecurityForced === is.rowSecurityForced
            ? []
            : [`${alter} ${is.rowSecurityForced ? '' : 'NO '}FORCE ROW LEVEL SECURITY`]),
          ...partitionDefaults(alter, was, is, to, after),
        )
      : [];
  });
}

function partitionDefaults(
  alter: string,
  was: Partition,
  is: Partition,
  parent: CatalogObject,
  after: Side,
): string[] {
  const own = new Map(is.defaults.map((each) => [each.column, each.default]));
  const columns = new Set([...was.defaults, ...is.defaults].map(({ column }) => column));
  return [...columns].map((column) => {
    const given = after.find({ ...parent.id, kind: 'column', table: parent.id.name, name: column })
      ?.attributes.default;
    const value = own.has(column) ? own.get(column) : given;
    return `${alter} ALTER COLUMN ${quoteName(column)} ${value === null || value === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${value}`}`;
  });
}
