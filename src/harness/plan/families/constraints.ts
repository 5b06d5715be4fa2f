import type { Attributes, CatalogObject, Key, Value } from '../../model/catalog.ts';
import type { Name } from '../../model/identity.ts';
import { switchTriggers } from '../lookups.ts';
import { columnList, ownerOf, qualified, quoteName } from '../names.ts';
import {
  aloneOnline,
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
import { setClustered } from './clustered.ts';
import { ofParts } from './index-parts.ts';
import { keyText } from './keys.ts';

const onTable = ({ id }: CatalogObject): string => `ALTER TABLE ${ownerOf(id)}`;
const constraintName = ({ id }: CatalogObject): string =>
  `CONSTRAINT ${quoteName(id.name)} ON ${ownerOf(id)}`;
const indexName = ({ id }: CatalogObject): string =>
  qualified({ ...(id.schema === undefined ? {} : { schema: id.schema }), name: id.name });

const timings: Readonly<Record<string, string>> = {
  immediate: '',
  deferrable: ' DEFERRABLE',
  'initially deferred': ' DEFERRABLE INITIALLY DEFERRED',
};
const timed = (timing: Value | undefined): string => timings[textOf(timing)] ?? '';

/** What follows the columns of a constraint that an index enforces. */
const indexed = ({ include, options, tablespace }: Attributes): string =>
  `${textsOf(include).length > 0 ? ` INCLUDE ${columnList(include)}` : ''}${withOptions(textsOf(options))}` +
  `${tablespace ? ` USING INDEX TABLESPACE ${quoteName(textOf(tablespace))}` : ''}`;

const keyed = (columns: Value | undefined, period: Value | undefined): string => {
  const names = textsOf(columns).map(quoteName);
  if (!period) return `(${names.join(', ')})`;
  return `(${[...names.slice(0, -1), `${names.at(-1)} WITHOUT OVERLAPS`].join(', ')})`;
};

const definitions: Readonly<Record<string, (attributes: Attributes) => string>> = {
  'primary-key': (a) => `PRIMARY KEY ${keyed(a.columns, a.period)}${indexed(a)}${timed(a.timing)}`,
  unique: (a) =>
    `UNIQUE ${a.nullsNotDistinct ? 'NULLS NOT DISTINCT ' : ''}${keyed(a.columns, a.period)}${indexed(a)}${timed(a.timing)}`,
  'foreign-key': foreignKey,
  check: (a) =>
    `CHECK (${a.expression})${a.noInherit ? ' NO INHERIT' : ''}${a.enforced === false ? ' NOT ENFORCED' : ''}`,
  exclusion: (a) =>
    `EXCLUDE USING ${a.method} (${(a.keys as readonly Key[]).map(excluded).join(', ')})${indexed(a)}` +
    `${a.predicate === null ? '' : ` WHERE (${a.predicate})`}${timed(a.timing)}`,
};

const excluded = (key: Key): string => `${keyText(key)} WITH ${operator(key.operator)}`;

function operator(name: Name | undefined): string {
  if (!name) return '=';
  return name.schema === undefined || name.schema === 'pg_catalog'
    ? name.name
    : `OPERATOR(${quoteName(name.schema)}.${name.name})`;
}

function foreignKey(a: Attributes): string {
  const columns = (names: Value | undefined): string => {
    const quoted = textsOf(names).map(quoteName);
    return `(${a.period ? [...quoted.slice(0, -1), `PERIOD ${quoted.at(-1)}`].join(', ') : quoted.join(', ')})`;
  };
  const set = textsOf(a.setColumns).length > 0 ? ` ${columnList(a.setColumns)}` : '';
  return (
    `FOREIGN KEY ${columns(a.columns)} REFERENCES ${qualified(a.references as Name)} ${columns(a.referencedColumns)}` +
    `${a.match === 'full' ? ' MATCH FULL' : ''}${a.onUpdate === 'no action' ? '' : ` ON UPDATE ${textOf(a.onUpdate).toUpperCase()}`}` +
    `${a.onDelete === 'no action' ? '' : ` ON DELETE ${textOf(a.onDelete).toUpperCase()}${set}`}${timed(a.timing)}` +
    `${a.enforced === false ? ' NOT ENFORCED' : ''}`
  );
}

/** Rows are looked at without keeping writers out: first NOT VALID, then VALIDATE (Postgres manual, "ALTER TABLE", Notes). */
function create(object: CatalogObject, after: Side): readonly Sql[] {
  const { kind } = object.id;
  const a = object.attributes;
  const onDomain = object.within?.kind === 'domain';
  const alter = onDomain ? `ALTER DOMAIN ${ownerOf(object.id)}` : onTable(object);
  const canWait =
    (kind === 'foreign-key' || kind === 'check') && a.enforced !== false && !isPartitioned(object, after);
  const later = canWait && a.validated === true;
  return [
    ...statement(
      `${alter} ADD CONSTRAINT ${quoteName(object.id.name)} ${definitions[kind]?.(a)}${canWait ? ' NOT VALID' : ''}`,
    ),
    ...(later ? aloneOnline(`${alter} VALIDATE CONSTRAINT ${quoteName(object.id.name)}`) : []),
    ...(a.clustered ? statement(`${onTable(object)} CLUSTER ON ${quoteName(object.id.name)}`) : []),
    ...(a.replicaIdentity
      ? statement(`${onTable(object)} REPLICA IDENTITY USING INDEX ${quoteName(object.id.name)}`)
      : []),
    ...(a.switchedOff ? switched(object) : []),
    ...(a.indexComment ? statement(commentOn(`INDEX ${indexName(object)}`, a.indexComment)) : []),
    ...commented(
      onDomain
        ? `CONSTRAINT ${quoteName(object.id.name)} ON DOMAIN ${ownerOf(object.id)}`
        : constraintName(object),
      object,
    ),
  ];
}

/** A foreign key of a partitioned table cannot be added NOT VALID before Postgres 18. */
const isPartitioned = ({ within }: CatalogObject, side: Side): boolean =>
  within !== undefined && Boolean(side.find(within)?.attributes.partitionBy);

/** Whether the triggers that enforce a constraint fire. */
const switched = ({ id, attributes }: CatalogObject): readonly Sql[] => [
  {
    sql: switchTriggers(ownerOf(id), id.name, attributes.switchedOff ? 'DISABLE' : 'ENABLE'),
    privileged: true,
  },
];

const validated = ({ from, to }: Change): readonly Sql[] | 'recreate' =>
  to.attributes.validated && !from.attributes.validated && to.attributes.enforced !== false
    ? aloneOnline(
        `${to.within?.kind === 'domain' ? `ALTER DOMAIN ${ownerOf(to.id)}` : onTable(to)} VALIDATE CONSTRAINT ${quoteName(to.id.name)}`,
      )
    : 'recreate';

export const constraints: PlanFamily = {
  create,
  drop: (object) =>
    statement(
      `${object.within?.kind === 'domain' ? `ALTER DOMAIN ${ownerOf(object.id)}` : onTable(object)} DROP CONSTRAINT ${quoteName(object.id.name)}`,
    ),
  alter: {
    timing: ({ to }) =>
      to.id.kind === 'foreign-key'
        ? statement(
            `${onTable(to)} ALTER CONSTRAINT ${quoteName(to.id.name)}${timed(to.attributes.timing) || ' NOT DEFERRABLE'}` +
              `${to.attributes.timing === 'deferrable' ? ' INITIALLY IMMEDIATE' : ''}`,
          )
        : 'recreate',
    validated,
    valid: ({ to }) =>
      to.attributes.valid ? 'recreate' : refused('no statement makes a valid index invalid'),
    switchedOff: ({ to }) => switched(to),
    options: ({ from, to }) =>
      statements(
        ...alterOptions(textsOf(from.attributes.options), textsOf(to.attributes.options)).map(
          (each) => `ALTER INDEX ${indexName(to)} ${each}`,
        ),
      ),
    tablespace: ({ to }) =>
      statement(
        `ALTER INDEX ${indexName(to)} SET TABLESPACE ${quoteName(textOf(to.attributes.tablespace ?? 'pg_default'))}`,
      ),
    clustered: setClustered,
    partitionIndexes: ofParts,
    indexComment: ({ to }) => statement(commentOn(`INDEX ${indexName(to)}`, to.attributes.indexComment)),
    replicaIdentity: ({ to }) =>
      to.attributes.replicaIdentity
        ? statement(`${onTable(to)} REPLICA IDENTITY USING INDEX ${quoteName(to.id.name)}`)
        : [],
    comment: ({ to }) =>
      statement(
        commentOn(
          to.within?.kind === 'domain'
            ? `CONSTRAINT ${quoteName(to.id.name)} ON DOMAIN ${ownerOf(to.id)}`
            : constraintName(to),
          to.attributes.comment,
        ),
      ),
  },
};
