import fc from 'fast-check';
import {
  actions,
  type ColumnModel,
  type ConditionModel,
  type EnumModel,
  type ForeignKeyModel,
  type IndexModel,
  type KeyModel,
  type SchemaModel,
  type TableModel,
} from './model.ts';
import { names, schemas } from './names.ts';
import { enumType, typeNamed, types } from './types.ts';

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const labels = fc.uniqueArray(fc.constantFrom('a', 'B', 'two words', "it's", 'ü', '1'), {
  minLength: 1,
  maxLength: 4,
});

const anEnum = (name: string): fc.Arbitrary<EnumModel> =>
  fc.record({ schema: fc.constantFrom(...schemas), name: fc.constant(`${name} enum`), labels });

/** What a column can be used for. */
export const traitsOf = ({ type, enum: which }: ColumnModel, enums: readonly EnumModel[]) =>
  type === 'enum' ? enumType(enums[which ?? 0]?.labels ?? []) : typeNamed(type);

const aColumn = (name: string, enums: readonly EnumModel[]): fc.Arbitrary<ColumnModel> =>
  fc
    .record({
      type: fc.constantFrom(...Object.keys(types), ...(enums.length > 0 ? ['enum', 'enum'] : [])),
      which: fc.nat(),
      notNull: fc.boolean(),
      array: fc.integer({ min: 0, max: 5 }).map((roll) => roll === 5),
      default: maybe(fc.nat()),
    })
    .map(({ type, which, notNull, array, default: chosen }) => {
      const column = {
        name,
        type,
        notNull,
        array: false,
        ...(type === 'enum' ? { enum: which % enums.length } : {}),
      };
      const { defaults, filled } = { filled: undefined, ...traitsOf(column, enums) };
      if (filled) return { ...column, notNull: type !== 'generated' };
      if (array) return { ...column, array };
      return chosen === undefined || defaults.length === 0
        ? column
        : { ...column, default: chosen % defaults.length };
    });

const aCondition = (columns: readonly ColumnModel[]): fc.Arbitrary<ConditionModel> =>
  fc
    .record({
      column: fc.constantFrom(...columns),
      about: fc.constantFrom('null', 'list', 'bound'),
      number: fc.integer({ min: 0, max: 9 }),
    })
    .map(({ column, about, number }) => ({
      column: column.name,
      about: column.array || !types[column.type]?.bound ? 'null' : about,
      number,
    }));

const someOf = (columns: readonly string[], max: number): fc.Arbitrary<string[]> =>
  fc.shuffledSubarray([...columns], {
    minLength: Math.min(1, columns.length),
    maxLength: Math.min(max, columns.length),
  });

const aKey = (columns: readonly ColumnModel[]): fc.Arbitrary<KeyModel> =>
  fc
    .record({
      column: fc.constantFrom(...columns),
      order: fc.constantFrom('asc', 'desc'),
      nulls: fc.constantFrom('first', 'last'),
      expression: fc.boolean(),
    })
    .map((key) => ({
      ...key,
      column: key.column.name,
      expression: key.expression && key.column.type === 'text' && !key.column.array,
    }));

const anIndex = (
  columns: readonly ColumnModel[],
  sortable: readonly ColumnModel[],
): fc.Arbitrary<IndexModel> =>
  fc.record(
    {
      name: fc.constant(''),
      unique: fc.boolean(),
      keys: fc.uniqueArray(aKey(sortable), { minLength: 1, maxLength: 3, selector: ({ column }) => column }),
      where: aCondition(columns),
      fillfactor: fc.integer({ min: 10, max: 99 }),
    },
    { requiredKeys: ['name', 'unique', 'keys'] },
  );

const numbered = <T extends { name: string }>(prefix: string, items: readonly T[]): T[] =>
  items.map((item, at) => ({ ...item, name: `${prefix} ${at}` }));

function aTable(name: string, enums: readonly EnumModel[]): fc.Arbitrary<TableModel> {
  const columns = names(1, 6).chain((all) => fc.tuple(...all.map((each) => aColumn(each, enums))));
  return columns.chain((made) => {
    const sortable = made.filter((column) => traitsOf(column, enums).sortable);
    const keyable = sortable.filter(({ type }) => type !== 'generated').map((each) => each.name);
    const sorted = <T>(arbitrary: () => fc.Arbitrary<T[]>): fc.Arbitrary<T[]> =>
      sortable.length > 0 ? arbitrary() : fc.constant([]);
    return fc
      .record({
        schema: fc.constantFrom(...schemas),
        primaryKey: fc.oneof(fc.constant<string[]>([]), someOf(keyable, 3)),
        uniques: sorted(() =>
          fc.uniqueArray(
            fc.record({
              name: fc.constant(''),
              columns: someOf(
                sortable.map((each) => each.name),
                3,
              ),
              nullsNotDistinct: fc.boolean(),
            }),
            { maxLength: 2, selector: ({ columns }) => columns.join() },
          ),
        ),
        checks: fc.array(fc.record({ name: fc.constant(''), condition: aCondition(made) }), { maxLength: 2 }),
        indexes: sorted(() => fc.array(anIndex(made, sortable), { maxLength: 3 })),
        rowSecurity: fc.boolean(),
      })
      .map((table) => ({
        ...table,
        name,
        columns: made.map((column) =>
          table.primaryKey.includes(column.name) ? { ...column, notNull: true } : column,
        ),
        // Postgres makes one constraint of two in one CREATE TABLE that are alike.
        uniques: numbered(
          `${name} unique`,
          table.uniques.filter(({ columns: of }) => of.join() !== table.primaryKey.join()),
        ),
        checks: numbered(`${name} check`, table.checks),
        indexes: numbered(`${name} index`, table.indexes),
        foreignKeys: [],
      }));
  });
}

interface Link {
  readonly from: number;
  readonly to: number;
  readonly onDelete: ForeignKeyModel['onDelete'];
  readonly onUpdate: ForeignKeyModel['onUpdate'];
}

const aLink: fc.Arbitrary<Link> = fc.record({
  from: fc.nat(),
  to: fc.nat(),
  onDelete: fc.constantFrom(...actions),
  onUpdate: fc.constantFrom(...actions),
});

/** A foreign key brings columns of its own, of the types of the primary key that it leads to. */
function linked(tables: readonly TableModel[], link: Link, at: number): TableModel[] {
  const from = link.from % tables.length;
  const to = link.to % tables.length;
  const target = tables[to];
  if (!target || target.primaryKey.length === 0) return [...tables];
  // Postgres cannot compare arrays of varchar in a foreign key: its operator is that of any array.
  if (target.columns.some(({ name, array }) => array && target.primaryKey.includes(name))) return [...tables];
  const columns = target.primaryKey.map((name, place): ColumnModel => {
    const key = target.columns.find((column) => column.name === name) as ColumnModel;
    const { default: _, ...rest } = key;
    return {
      ...rest,
      name: `ref ${at} ${place}`,
      type: types[key.type]?.referredBy ?? key.type,
      notNull: false,
    };
  });
  const key = {
    name: `link ${at}`,
    columns: columns.map(({ name }) => name),
    to,
    onDelete: link.onDelete,
    onUpdate: link.onUpdate,
  };
  return tables.map((table, place) =>
    place === from
      ? { ...table, columns: [...table.columns, ...columns], foreignKeys: [...table.foreignKeys, key] }
      : table,
  );
}

/** Random Drizzle schemas. */
export const anySchema: fc.Arbitrary<SchemaModel> = names(0, 2)
  .chain((all) => fc.tuple(...all.map(anEnum)))
  .chain((enums) =>
    names(1, 4)
      .chain((all) =>
        fc.tuple(fc.tuple(...all.map((name) => aTable(name, enums))), fc.array(aLink, { maxLength: 3 })),
      )
      .map(([tables, links]) => ({
        enums,
        tables: links.reduce<readonly TableModel[]>(linked, tables),
      })),
  );
