import type { AlterTableCmd, Node } from 'libpg-query';
import { type Name, printName } from '../../model/identity.ts';
import { lookUp, type NodeOf, type PerKind, type Statement } from '../../sql/statement.ts';
import { nameOfParts, nameOfRelation, partsOf } from '../../sql/tree.ts';

/** An object that a statement creates. */
export interface Made {
  /** Tables, indexes, views and sequences share their names: they are relations. */
  readonly kind: 'schema' | 'relation' | 'column' | 'type';
  readonly name: Name;
  /** The table with which it is dropped. */
  readonly table?: Name;
  /** Whether an existing one is left as it is: IF NOT EXISTS. */
  readonly tolerant?: boolean;
}

/** What a statement creates, and which of the objects created so far are no longer known to exist after it. */
export interface Changes {
  readonly made: readonly Made[];
  readonly gone: (object: Made) => boolean;
}

export const changesOf = (statement: Statement): Changes => ({
  made: lookUp(makers, statement) ?? [],
  gone: lookUp(removers, statement) ?? (() => false),
});

/** For people: `relation public.users`. No two objects are called the same. */
export const printMade = ({ kind, name }: Pick<Made, 'kind' | 'name'>): string =>
  `${kind} ${printName(name)}`;

type Range = Parameters<typeof nameOfRelation>[0];

const relation = (range: Range, tolerant?: boolean): Made => ({
  kind: 'relation',
  name: nameOfRelation(range),
  tolerant: tolerant === true,
});
const type = (names: Node[] | undefined): Made => ({ kind: 'type', name: nameOfParts(partsOf(names)) });
const column = (range: Range, name = ''): Name => {
  const { schema, name: table } = nameOfRelation(range);
  return { schema, table, name };
};

const makers: PerKind<Made[]> = {
  CreateStmt: ({ relation: range, if_not_exists }) =>
    range?.relpersistence === 't' ? [] : [relation(range, if_not_exists)],
  CreateTableAsStmt: ({ into, if_not_exists }) =>
    into?.rel?.relpersistence === 't' ? [] : [relation(into?.rel, if_not_exists)],
  ViewStmt: ({ view, replace }) => (replace ? [] : [relation(view)]),
  CreateSeqStmt: ({ sequence, if_not_exists }) => [relation(sequence, if_not_exists)],
  IndexStmt: ({ idxname, relation: table, if_not_exists }) =>
    idxname === undefined
      ? []
      : [{ ...relation({ ...table, relname: idxname }, if_not_exists), table: nameOfRelation(table) }],
  CreateEnumStmt: ({ typeName }) => [type(typeName)],
  CreateDomainStmt: ({ domainname }) => [type(domainname)],
  CreateRangeStmt: ({ typeName }) => [type(typeName)],
  CompositeTypeStmt: ({ typevar }) => [{ kind: 'type', name: nameOfRelation(typevar) }],
  CreateSchemaStmt: ({ schemaname = '', if_not_exists }) =>
    if_not_exists ? [] : [{ kind: 'schema', name: { name: schemaname } }],
  AlterTableStmt: ({ relation: table, cmds = [] }) =>
    commandsOf(cmds).flatMap(({ subtype, def, missing_ok }) =>
      subtype === 'AT_AddColumn' && def && 'ColumnDef' in def
        ? [
            {
              kind: 'column',
              name: column(table, def.ColumnDef.colname),
              table: nameOfRelation(table),
              tolerant: missing_ok === true,
            },
          ]
        : [],
    ),
};

const commandsOf = (nodes: readonly Node[]): AlterTableCmd[] =>
  nodes.flatMap((node) => ('AlterTableCmd' in node ? [node.AlterTableCmd] : []));

/** Where it is unclear what is dropped, more is assumed to be gone than may be: an object is then not reported. */
const removers: PerKind<Changes['gone']> = {
  DropStmt: (drop) => {
    const dropped = new Set(droppedBy(drop).map(printMade));
    return (object) =>
      dropped.has(printMade(object)) ||
      (object.table !== undefined && dropped.has(printMade({ kind: 'relation', name: object.table }))) ||
      (drop.behavior === 'DROP_CASCADE' && object.kind !== 'schema');
  },
  AlterTableStmt: ({ relation: range, cmds = [] }) => {
    const table = printName(nameOfRelation(range));
    const dropped = commandsOf(cmds).filter(({ subtype }) => subtype === 'AT_DropColumn');
    const columns = dropped.map(({ name }) => printName(column(range, name)));
    // The table's indexes may have gone with the column.
    return (object) =>
      (object.kind === 'column' && columns.includes(printName(object.name))) ||
      (dropped.length > 0 &&
        object.kind === 'relation' &&
        object.table !== undefined &&
        printName(object.table) === table);
  },
  RenameStmt: ({ relation: range, object, subname }) =>
    ofName(subname ?? range?.relname ?? lastOf(object) ?? ''),
  AlterObjectSchemaStmt: ({ relation: range, object }) => ofName(range?.relname ?? lastOf(object) ?? ''),
  DoStmt: ({ args }) => {
    const text = JSON.stringify(args);
    return ({ name }) => /drop|rename/i.test(text) && text.includes(name.name);
  },
};

const ofName =
  (wanted: string): Changes['gone'] =>
  ({ name, table }) =>
    name.name === wanted || table?.name === wanted;

const lastOf = (object: Node | undefined): string | undefined => namesIn(object).at(-1);

const dropKinds: Readonly<Record<string, Made['kind']>> = {
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'type',
  OBJECT_SCHEMA: 'schema',
};

function droppedBy({ removeType = 'OBJECT_TABLE', objects = [] }: NodeOf<'DropStmt'>): Made[] {
  const kind = dropKinds[removeType] ?? 'relation';
  return objects.map((object) => {
    const names = namesIn(object);
    return { kind, name: kind === 'schema' ? { name: names[0] ?? '' } : nameOfParts(names) };
  });
}

function namesIn(object: Node | undefined): string[] {
  if (!object) return [];
  if ('List' in object) return partsOf(object.List.items);
  if ('TypeName' in object) return partsOf(object.TypeName.names);
  return partsOf([object]);
}
