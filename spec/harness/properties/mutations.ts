import { type ColumnModel, quoted, type SchemaModel, type TableModel, tableName } from './model.ts';
import { conditionText } from './render.ts';
import { types } from './types.ts';

/** One change to the database of a model, and what must be said of it. */
export interface RandomMutation {
  readonly sql: string;
  /** Rule and name, sorted. */
  readonly findings: readonly string[];
}

const bare = (name: string): string => (/^[a-z_][a-z0-9_$]*$/.test(name) ? name : quoted(name));
const printed = (...parts: readonly string[]): string => parts.map(bare).join('.');

const mutation = (sql: string, ...findings: string[]): RandomMutation => ({ sql, findings: findings.sort() });

/** Every change that is known to be one drift of a model's database. */
export const mutationsOf = (model: SchemaModel): RandomMutation[] => [
  ...model.enums.flatMap(({ schema, name }) => [
    mutation(
      `ALTER TYPE ${tableName({ schema, name })} ADD VALUE 'one more'`,
      `enum-labels ${printed(schema, name)}`,
    ),
    mutation(
      `COMMENT ON TYPE ${tableName({ schema, name })} IS 'why'`,
      `enum-comment ${printed(schema, name)}`,
    ),
  ]),
  ...model.tables.flatMap((table, at) => ofTable(model, table, at)),
  mutation('CREATE TABLE public.extra (a serial PRIMARY KEY, b text UNIQUE)', 'table-extra public.extra'),
  mutation("CREATE TYPE public.extra AS ENUM ('a')", 'enum-extra public.extra'),
  mutation('CREATE VIEW public.extra AS SELECT 1 AS a', 'view-extra public.extra'),
];

function ofTable(model: SchemaModel, table: TableModel, at: number): RandomMutation[] {
  const [relation, name] = [tableName(table), printed(table.schema, table.name)];
  const inside = (kind: string, what: string): string => `${kind} ${printed(table.schema, table.name, what)}`;
  const referredTo = model.tables.some(({ foreignKeys }) => foreignKeys.some(({ to }) => to === at));
  const alter = (action: string): string => `ALTER TABLE ${relation} ${action}`;
  return [
    ...(referredTo ? [] : [mutation(`DROP TABLE ${relation}`, `table-missing ${name}`)]),
    mutation(alter('ADD extra integer'), inside('column-extra', 'extra')),
    mutation(alter('SET (fillfactor = 77)'), `table-options ${name}`),
    mutation(alter('FORCE ROW LEVEL SECURITY'), `table-row-security-forced ${name}`),
    mutation(
      alter(`${table.rowSecurity ? 'DISABLE' : 'ENABLE'} ROW LEVEL SECURITY`),
      `table-row-security ${name}`,
    ),
    mutation(`COMMENT ON TABLE ${relation} IS 'why'`, `table-comment ${name}`),
    mutation(`CREATE INDEX extra ON ${relation} ((1))`, inside('index-extra', 'extra')),
    ...table.columns.flatMap((column) => ofColumn(table, column)),
    ...table.uniques.flatMap(({ name: key, columns }) => [
      mutation(alter(`DROP CONSTRAINT ${quoted(key)}`), inside('unique-missing', key)),
      mutation(
        `${alter(`DROP CONSTRAINT ${quoted(key)}`)}; ${alter(`ADD CONSTRAINT ${quoted(key)} UNIQUE (${columns.map(quoted)}) DEFERRABLE`)}`,
        inside('unique-timing', key),
        ...(table.uniques.find((each) => each.name === key)?.nullsNotDistinct
          ? [inside('unique-nulls-not-distinct', key)]
          : []),
      ),
    ]),
    ...table.checks.flatMap(({ name: check, condition }) => [
      mutation(alter(`DROP CONSTRAINT ${quoted(check)}`), inside('check-missing', check)),
      mutation(
        `${alter(`DROP CONSTRAINT ${quoted(check)}`)};
         ${alter(`ADD CONSTRAINT ${quoted(check)} CHECK (${conditionText(condition, table, quoted(condition.column))}) NOT VALID`)}`,
        inside('check-validated', check),
      ),
      mutation(
        `${alter(`DROP CONSTRAINT ${quoted(check)}`)}; ${alter(`ADD CONSTRAINT ${quoted(check)} CHECK (1 > 0)`)}`,
        inside('check-expression', check),
      ),
    ]),
    ...table.indexes.flatMap(({ name: index, fillfactor }) => {
      const which = `${quoted(table.schema)}.${quoted(index)}`;
      return [
        mutation(`DROP INDEX ${which}`, inside('index-missing', index)),
        mutation(`COMMENT ON INDEX ${which} IS 'why'`, inside('index-comment', index)),
        mutation(`ALTER INDEX ${which} RENAME TO "now another"`, inside('index-renamed', index)),
        mutation(
          `ALTER INDEX ${which} SET (fillfactor = ${fillfactor === 66 ? 67 : 66})`,
          inside('index-options', index),
        ),
        mutation(
          `UPDATE pg_index SET indisvalid = false WHERE indexrelid = '${which.replaceAll("'", "''")}'::regclass`,
          inside('index-valid', index),
        ),
      ];
    }),
    ...table.foreignKeys.flatMap(({ name: key, to }) => [
      mutation(alter(`DROP CONSTRAINT ${quoted(key)}`), inside('foreign-key-missing', key)),
      mutation(
        alter(`ALTER CONSTRAINT ${quoted(key)} DEFERRABLE INITIALLY DEFERRED`),
        inside('foreign-key-timing', key),
      ),
      mutation(
        alter(`RENAME CONSTRAINT ${quoted(key)} TO "now another"`),
        inside('foreign-key-renamed', key),
      ),
      ...(to === at
        ? []
        : [
            mutation(
              `COMMENT ON CONSTRAINT ${quoted(key)} ON ${relation} IS 'why'`,
              inside('foreign-key-comment', key),
            ),
          ]),
    ]),
    ...(table.primaryKey.length > 0 && !referredTo
      ? [
          mutation(
            alter(`DROP CONSTRAINT ${quoted(`${table.name} key`)}`),
            inside('primary-key-missing', `${table.name} key`),
          ),
        ]
      : []),
  ];
}

/** Whether anything but the table itself speaks of a column. */
function isUsed({ primaryKey, uniques, checks, indexes, foreignKeys }: TableModel, name: string): boolean {
  return (
    [primaryKey, ...[...uniques, ...foreignKeys].map(({ columns }) => columns)].some((list) =>
      list.includes(name),
    ) ||
    checks.some(({ condition }) => condition.column === name) ||
    indexes.some(({ keys, where }) => where?.column === name || keys.some(({ column }) => column === name))
  );
}

function ofColumn(table: TableModel, column: ColumnModel): RandomMutation[] {
  const { name, type, notNull, array } = column;
  const filled = types[type]?.filled === true;
  const finding = (rule: string, what = name): string =>
    `column-${rule} ${printed(table.schema, table.name, what)}`;
  const alter = (action: string): string => `ALTER TABLE ${tableName(table)} ALTER ${quoted(name)} ${action}`;
  const free = !isUsed(table, name);
  return [
    mutation(`COMMENT ON COLUMN ${tableName(table)}.${quoted(name)} IS 'why'`, finding('comment')),
    mutation(alter('SET STATISTICS 42'), finding('statistics')),
    ...(filled || table.primaryKey.includes(name)
      ? []
      : [mutation(alter(notNull ? 'DROP NOT NULL' : 'SET NOT NULL'), finding('not-null'))]),
    ...(column.default === undefined ? [] : [mutation(alter('DROP DEFAULT'), finding('default'))]),
    ...(type === 'boolean' && !array && column.default === undefined
      ? [mutation(alter('SET DEFAULT true'), finding('default'))]
      : []),
    ...(type === 'integer' && !array && free && column.default === undefined
      ? [mutation(alter('TYPE bigint'), finding('type'))]
      : []),
    ...(free && !filled
      ? [
          mutation(`ALTER TABLE ${tableName(table)} DROP ${quoted(name)}`, finding('missing')),
          mutation(
            `ALTER TABLE ${tableName(table)} RENAME ${quoted(name)} TO "now another"`,
            // The one column of a table may as well be another.
            ...(table.columns.length > 1
              ? [finding('renamed')]
              : [finding('missing'), finding('extra', 'now another')]),
          ),
        ]
      : []),
  ];
}
