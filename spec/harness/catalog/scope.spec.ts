import { expect, it } from 'vitest';
import { inScope } from '../../../src/harness/catalog/scope.ts';
import { printIdentity } from '../../../src/harness/model/identity.ts';
import { wholeScope } from '../../support/history.ts';
import { useLaboratory } from './laboratory.ts';

const laboratory = useLaboratory();

const sql = `
CREATE TABLE near (a int, b int); CREATE TABLE other (a int, b int);
CREATE STATISTICS of_near ON a, b FROM near; CREATE STATISTICS of_other ON a, b FROM other;
CREATE PUBLICATION feed FOR TABLE near, other;
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE FOREIGN TABLE far (a int, CHECK (a > 0)) SERVER s`;

it('a filter of tables is asked of foreign tables, and of statistics and publications by their tables', async () => {
  const [catalog] = await laboratory.readAfter('', sql);
  const { objects } = inScope(catalog, { ...wholeScope, tables: ['near'] });
  const named = objects.map(({ id }) => printIdentity(id));
  expect(named.filter((name) => /near|far|other/.test(name))).toEqual([
    'statistics public.of_near',
    'table public.near',
    'column public.near.a',
    'column public.near.b',
    'publication-table public.near.feed',
  ]);
});
