import { getTableName, is, SQL } from 'drizzle-orm';
import { getTableConfig, type IndexedColumn, PgDialect, type PgTable } from 'drizzle-orm/pg-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Scratch } from '../../src/harness/postgres/scratch.ts';
import { outputAsset, outputs, referenceImages, users } from '../../src/lib/schema.ts';
import { applicationHistory, applyMigrations, down, up } from '../support/history.ts';
import { useScratchDatabases } from '../support/scratch.ts';

/** What information_schema and pg_indexes say, against what Drizzle's own tables say: no code of the harness judges. */
const databases = useScratchDatabases();
let database: Scratch;

beforeAll(async () => {
  database = await databases.create();
  const history = await applicationHistory();
  await applyMigrations(database, history);
  const last = history.at(-1);
  if (!last) throw new Error('no history');
  await down(database, last);
  await up(database, last);
});

const rows = async (sql: string): Promise<Record<string, unknown>[]> => (await database.run(sql))[0] as never;
const dialect = new PgDialect();
const toText = (value: SQL): string => dialect.sqlToQuery(value).sql;

/** How information_schema spells a type that Drizzle spells `varchar(320)`. */
function spelled(type: string) {
  const [, name = type, length] = /^(\w+)\((\d+)\)$/.exec(type) ?? [];
  const long: Record<string, string> = {
    varchar: 'character varying',
    timestamp: 'timestamp without time zone',
  };
  return { name: long[name] ?? name, length: length === undefined ? null : Number(length) };
}

/** How Postgres prints a default that Drizzle holds as a value or as SQL. */
function printed(value: unknown, type: string): string | null {
  if (value === undefined) return null;
  if (is(value, SQL)) return toText(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const literal = typeof value === 'string' ? value : JSON.stringify(value);
  return `'${literal}'::${spelled(type).name}`;
}

describe.each([users, outputs, outputAsset, referenceImages] as PgTable[])('table %#', (table) => {
  const name = getTableName(table);
  const config = getTableConfig(table);

  it(`${name} has the columns, types, nullability and defaults of schema.ts`, async () => {
    const found = await rows(`
      SELECT column_name, data_type, udt_name, character_maximum_length, is_nullable, column_default
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '${name}'`);
    const expected = config.columns.map((column) => {
      const type = spelled(column.getSQLType());
      const isEnum = column.enumValues !== undefined && column.columnType === 'PgEnumColumn';
      return {
        column_name: column.name,
        data_type: isEnum ? 'USER-DEFINED' : type.name,
        character_maximum_length: type.length,
        is_nullable: column.notNull ? 'NO' : 'YES',
        column_default: printed(column.default, column.getSQLType()),
      };
    });
    const byName = <T extends { column_name?: unknown }>(list: T[]): T[] =>
      list.toSorted((a, b) => (String(a.column_name) < String(b.column_name) ? -1 : 1));
    expect(byName(found)).toMatchObject(byName(expected));
    expect(found).toHaveLength(expected.length);
  });

  it(`${name} has the foreign keys of schema.ts`, async () => {
    const found = await rows(`
      SELECT k.column_name, u.table_name AS foreign_table, u.column_name AS foreign_column, r.update_rule, r.delete_rule
      FROM information_schema.table_constraints t
      JOIN information_schema.key_column_usage k USING (constraint_schema, constraint_name)
      JOIN information_schema.referential_constraints r USING (constraint_schema, constraint_name)
      JOIN information_schema.constraint_column_usage u USING (constraint_schema, constraint_name)
      WHERE t.constraint_type = 'FOREIGN KEY' AND t.table_name = '${name}' ORDER BY k.column_name`);
    const expected = config.foreignKeys.map((key) => {
      const { columns, foreignColumns, foreignTable } = key.reference();
      return {
        column_name: columns[0]?.name,
        foreign_table: getTableName(foreignTable),
        foreign_column: foreignColumns[0]?.name,
        update_rule: (key.onUpdate ?? 'no action').toUpperCase(),
        delete_rule: (key.onDelete ?? 'no action').toUpperCase(),
      };
    });
    expect(found).toEqual(
      expected.toSorted((a, b) => (String(a.column_name) < String(b.column_name) ? -1 : 1)),
    );
  });

  it(`${name} has the indexes of schema.ts`, async () => {
    const found = await rows(`SELECT indexname, indexdef FROM pg_indexes
      WHERE schemaname = 'public' AND tablename = '${name}' AND indexname NOT LIKE '%\\_pkey' AND indexname NOT LIKE '%\\_key'`);
    const expected = config.indexes.map(({ config: index }) => {
      const keys = index.columns.map((column) => {
        const { name: key, indexConfig } = column as IndexedColumn & { name: string };
        return `${key}${indexConfig?.order === 'desc' ? ' DESC NULLS LAST' : ''}`;
      });
      return {
        indexname: index.name,
        start: `CREATE INDEX ${index.name} ON public.${name} USING btree (${keys.join(', ')})`,
      };
    });
    expect(new Set(found.map(({ indexname }) => indexname))).toEqual(
      new Set(expected.map(({ indexname }) => indexname)),
    );
    for (const { indexname, start } of expected)
      expect(found.find((row) => row.indexname === indexname)?.indexdef).toContain(start);
  });
});

it('0008 makes exactly what was asked for', async () => {
  const columns = await rows(`
    SELECT table_name || '.' || column_name AS name, data_type, is_nullable, column_default FROM information_schema.columns
    WHERE table_name = 'reference_images' OR (table_name = 'output_asset' AND column_name IN ('persist_until', 'is_removed'))
    ORDER BY table_name, ordinal_position`);
  const time = 'timestamp without time zone';
  expect(
    columns.map(({ name, data_type, is_nullable, column_default }) => [
      name,
      data_type,
      is_nullable,
      column_default,
    ]),
  ).toEqual([
    ['output_asset.persist_until', time, 'YES', null],
    ['output_asset.is_removed', 'boolean', 'YES', 'false'],
    ['reference_images.id', 'uuid', 'NO', 'gen_random_uuid()'],
    ['reference_images.user_id', 'uuid', 'YES', null],
    ['reference_images.output_id', 'uuid', 'YES', null],
    ['reference_images.image_url', 'text', 'NO', null],
    ['reference_images.created_at', time, 'YES', 'now()'],
    ['reference_images.is_avatar', 'boolean', 'YES', 'false'],
  ]);
  const indexes = await rows(`SELECT indexname FROM pg_indexes WHERE indexname ~
    '^(output_asset_(created_at|persist_until|is_removed)|reference_images_(user_id|output_id|is_avatar))_idx$'`);
  expect(indexes).toHaveLength(6);
});
