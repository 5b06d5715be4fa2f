import type { AlterTableCmd, Node } from 'libpg-query';
import { lookUp, type NodeOf, type PerKind, type Statement } from '../../sql/statement.ts';
import { nameOfParts, nameOfRelation, partsOf } from '../../sql/tree.ts';

/** An object that a statement makes. */
export interface Made {
  /** As people write it: `relation public.users`. Tables, indexes, views and sequences share their names. */
  readonly key: string;
  /** The table that takes it along when it goes. */
  readonly table?: string;
  /** Whether it is left as it is where it exists already: IF NOT EXISTS. */
  readonly tolerant?: boolean;
}

/** What a statement makes, and which of the objects made so far are no longer known to exist after it. */
export interface Changes {
  readonly made: readonly Made[];
  readonly gone: (object: Made) => boolean;
}

export const changesOf = (statement: Statement): Changes => ({
  made: lookUp(makers, statement) ?? [],
  gone: lookUp(removers, statement) ?? (() => false),
});

const relation = (range: Parameters<typeof nameOfRelation>[0]): string => `relation ${nameOfRelation(range)}`;
const column = (table: string, name = ''): string => `column ${table.slice('relation '.length)}.${name}`;

const makers: PerKind<Made[]> = {
  CreateStmt: ({ relation: range, if_not_exists }) =>
    range?.relpersistence === 't' ? [] : [{ key: relation(range), tolerant: if_not_exists === true }],
  CreateTableAsStmt: ({ into, if_not_exists }) =>
    into?.rel?.relpersistence === 't' ? [] : [{ key: relation(into?.rel), tolerant: if_not_exists === true }],
  ViewStmt: ({ view, replace }) => (replace ? [] : [{ key: relation(view) }]),
  CreateSeqStmt: ({ sequence, if_not_exists }) => [
    { key: relation(sequence), tolerant: if_not_exists === true },
  ],
  IndexStmt: ({ idxname, relation: table, if_not_exists }) =>
    idxname === undefined
      ? []
      : [
          {
            key: relation({ ...table, relname: idxname }),
            table: relation(table),
            tolerant: if_not_exists === true,
          },
        ],
  CreateEnumStmt: ({ typeName }) => [{ key: typeKey(typeName) }],
  CreateDomainStmt: ({ domainname }) => [{ key: typeKey(domainname) }],
  CreateRangeStmt: ({ typeName }) => [{ key: typeKey(typeName) }],
  CompositeTypeStmt: ({ typevar }) => [{ key: `type ${nameOfRelation(typevar)}` }],
  CreateSchemaStmt: ({ schemaname, if_not_exists }) =>
    if_not_exists ? [] : [{ key: `schema ${schemaname}` }],
  AlterTableStmt: ({ relation: table, cmds = [] }) =>
    commandsOf(cmds).flatMap(({ subtype, def, missing_ok }) =>
      subtype === 'AT_AddColumn' && def && 'ColumnDef' in def
        ? [
            {
              key: column(relation(table), def.ColumnDef.colname),
              table: relation(table),
              tolerant: missing_ok === true,
            },
          ]
        : [],
    ),
};

const typeKey = (names: Node[] | undefined): string => `type ${nameOfParts(partsOf(names))}`;

const commandsOf = (nodes: readonly Node[]): AlterTableCmd[] =>
  nodes.flatMap((node) => ('AlterTableCmd' in node ? [node.AlterTableCmd] : []));

/** Where it is not plain what goes, more is taken to be gone than may be: an object is then not reported. */
const removers: PerKind<Changes['gone']> = {
  DropStmt: (drop) => {
    const names = new Set(droppedBy(drop));
    return ({ key, table }) =>
      names.has(key) ||
      (table !== undefined && names.has(table)) ||
      (drop.behavior === 'DROP_CASCADE' && !key.startsWith('schema '));
  },
  AlterTableStmt: ({ relation: table, cmds = [] }) => {
    const dropped = commandsOf(cmds).filter(({ subtype }) => subtype === 'AT_DropColumn');
    const columns = dropped.map(({ name }) => column(relation(table), name));
    // The table's indexes may have gone with the column.
    return (object) =>
      columns.includes(object.key) ||
      (dropped.length > 0 && object.table === relation(table) && object.key.startsWith('relation '));
  },
  RenameStmt: ({ relation: range, object, subname }) =>
    ofName(subname ?? range?.relname ?? lastOf(object) ?? ''),
  AlterObjectSchemaStmt: ({ relation: range, object }) => ofName(range?.relname ?? lastOf(object) ?? ''),
  DoStmt: ({ args }) => {
    const text = JSON.stringify(args);
    return ({ key }) => /drop|rename/i.test(text) && text.includes(key.split('.').at(-1) ?? key);
  },
};

const ofName =
  (name: string): Changes['gone'] =>
  ({ key, table }) =>
    key.endsWith(`.${name}`) || key === `schema ${name}` || table?.endsWith(`.${name}`) === true;

const lastOf = (object: Node | undefined): string | undefined => namesIn(object).at(-1);

const dropKinds: Readonly<Record<string, string>> = {
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'type',
  OBJECT_SCHEMA: 'schema',
};

function droppedBy({ removeType = 'OBJECT_TABLE', objects = [] }: NodeOf<'DropStmt'>): string[] {
  const kind = dropKinds[removeType] ?? 'relation';
  return objects.map((object) => {
    const names = namesIn(object);
    return `${kind} ${kind === 'schema' ? names[0] : nameOfParts(names)}`;
  });
}

function namesIn(object: Node | undefined): string[] {
  if (!object) return [];
  if ('List' in object) return partsOf(object.List.items);
  if ('TypeName' in object) return partsOf(object.TypeName.names);
  return partsOf([object]);
}
