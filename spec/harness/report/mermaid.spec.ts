import fc from 'fast-check';
import parser from 'mermaid';
import { expect, it } from 'vitest';
import type { Report } from '../../../src/harness/model/report.ts';
import { concernedBy } from '../../../src/harness/model/table-shape.ts';
import { formats } from '../../../src/harness/report/formats.ts';
import { mermaid } from '../../../src/harness/report/mermaid.ts';
import { parameters } from '../../lib/support/settings.ts';
import { hostileText } from './hostile-texts.ts';
import { findingOf, reportOf } from './made-reports.ts';
import { findingIn, shapeOf, shop } from './made-tables.ts';

const markdown = await formats.get('markdown')?.();

/** The code between the fences of what is printed, as GitHub takes it. */
const drawnIn = (printed: string): string[] =>
  [...printed.matchAll(/^```mermaid\n([\s\S]*?)\n```$/gm)].map(([, code = '']) => code);

it('the tables concerned are drawn, and what was found of which part is marked', async () => {
  const [code = ''] = drawnIn(markdown?.(shop, { color: false }) ?? '');
  expect(code.split('\n').map((line) => line.trim())).toEqual([
    'erDiagram',
    't0["public.orders"] {',
    'integer id PK',
    'integer customers_id FK',
    'text note "⚠ missing"',
    'text total "⚠ type#32;differs"',
    'foreign_key to_customers "⚠ missing"',
    'index orders_idx "⚠ missing"',
    '}',
    't1["public.customers"] {',
    'integer id PK',
    '_ _ "1 more"',
    '}',
    't2["public.lines"] {',
    'integer id PK',
    'integer orders_id FK',
    '_ _ "1 more"',
    '}',
    't2 }o--|| t0 : "to_orders"',
    't0 }o..|| t1 : "to_customers ⚠ missing"',
  ]);
  expect(await parser.parse(code)).toMatchObject({ diagramType: 'er' });
});

it('a report without findings in tables has no diagram', () => {
  const report = reportOf([
    findingOf('migration-down-missing', { object: { kind: 'migration', name: 'x' } }),
  ]);
  expect(drawnIn(markdown?.(report, { color: false }) ?? '')).toEqual([]);
});

it('a table that neither side has in the end is drawn with what was found of it', () => {
  const step = { migration: '0001_a', check: 'down', direction: 'down' } as const;
  expect(mermaid(reportOf([findingIn('gone', 'column', 'c', { step })]))?.code).toBe(
    'erDiagram\n  t0["public.gone"] {\n    _ c "⚠ missing#32;#40;down#32;of#32;0001_a#41;"\n  }',
  );
});

it('tables near the concerned ones are kept, those further away and those of infos are not', () => {
  const { tables = [] } = shop;
  const names = (findings: Parameters<typeof concernedBy>[0]) =>
    concernedBy(findings, [...tables, shapeOf('far', { to: ['customers'] })]).map(({ table }) => table.name);
  expect(names([findingIn('orders', 'column', 'note')])).toEqual(['customers', 'lines', 'orders']);
  expect(names([findingIn('far', 'column', 'id')])).toEqual(['customers', 'far']);
  expect(names([findingIn('far', 'column', 'id', { severity: 'info' })])).toEqual([]);
});

it('of many tables as many are drawn as Mermaid and a comment take, and the rest is counted', async () => {
  const names = Array.from({ length: 300 }, (_, at) => `table_number_${at}`);
  const columns = Array.from({ length: 100 }, (_, at) => `column_number_${at}`);
  const report = reportOf(
    names.map((name) => findingIn(name, 'column', 'column_number_99')),
    {
      tables: names.map((name, at) =>
        shapeOf(name, { columns, to: at === 0 ? [] : [`table_number_${at - 1}`] }),
      ),
    },
  );
  const printed = markdown?.(report, { color: false }) ?? '';
  const [code = ''] = drawnIn(printed);
  expect(code.length).toBeLessThanOrEqual(12_000);
  const count = code.match(/^ {2}t\d+\[/gm)?.length ?? 0;
  expect(count).toBeGreaterThanOrEqual(10);
  expect(printed).toContain(`; ${300 - count} tables more left out:`);
  expect(code.match(/column_number_99 "⚠ missing"/g)).toHaveLength(count);
  expect(await parser.parse(code)).toMatchObject({ diagramType: 'er' });
});

/** A report on tables, columns, an index and a foreign key that have names of others. */
const called = (name: string): Report => {
  const shape = {
    ...shapeOf(name, { to: [name], columns: [name, 'direction TB', 'pk'] }),
    primaryKey: [name],
  };
  return reportOf(
    [
      findingIn(name, 'column', name, { rule: name }),
      findingIn(name, 'index', name),
      findingIn(name, 'foreign-key', name),
    ],
    { tables: [{ ...shape, foreignKeys: shape.foreignKeys.map((key) => ({ ...key, name })) }] },
  );
};

it.each(['PK', 'fk-x', 'end', 'style', 'direction TB', 'accTitle: x', '%%{init: {}}%%', '"]', '#35;', '1'])(
  'Mermaid reads a diagram of tables called %j',
  async (name) => {
    const [code = ''] = drawnIn(markdown?.(called(name), { color: false }) ?? '');
    const { diagramType, config } = await parser.parse(code);
    expect([diagramType, config]).toEqual(['er', {}]);
  },
);

it('Mermaid reads a diagram whatever things are called, and as many tables as there are', async () => {
  const property = fc.asyncProperty(hostileText, async (name) => {
    const [code = '', ...others] = drawnIn(markdown?.(called(name), { color: false }) ?? '');
    expect(others).toEqual([]);
    const { db } = await parser.mermaidAPI.getDiagramFromText(code);
    const { entities, relations } = read(db);
    expect([entities, relations]).toEqual([[7], 1]);
    expect((await parser.parse(code)).config).toEqual({});
  });
  await fc.assert(property, parameters(500));
}, 120_000);

/** How many rows each entity has, and how many relationships there are. */
function read(db: unknown): { entities: number[]; relations: number } {
  const { getEntities, getRelationships } = db as {
    getEntities: () => Map<string, { attributes: unknown[] }>;
    getRelationships: () => unknown[];
  };
  return {
    entities: [...getEntities.call(db).values()].map(({ attributes }) => attributes.length),
    relations: getRelationships.call(db).length,
  };
}
