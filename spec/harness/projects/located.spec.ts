import { expect, it } from 'vitest';
import { configOf, historyOf, runIn, useStrangers } from '../../support/projects.ts';

const write = useStrangers();

const schema = `export const other = d.pgTable('other', {
  title: d.text(),
});
export const note = d.pgTable('note', {
  subtitle: d.text(),
  title: d.text(),
  createdAt: d.date(),
  text: d.text('body'),
});`;

it('a column without a name of its own is found by its key, cased as the config says', async () => {
  const made = 'CREATE TABLE other (title text); CREATE TABLE note (subtitle text);';
  const folder = await write({
    ...configOf(schema, { casing: 'snake_case' }),
    ...historyOf([made, 'DROP TABLE note; DROP TABLE other;']),
  });
  const { findings } = await runIn(folder, ['verify']);
  const places = findings
    .filter(({ rule }) => rule === 'column-missing')
    .map(({ object, source }) => `${object.name} ${source?.file.split('/').at(-1)}:${source?.line}`);
  expect(places.sort()).toEqual(['body schema.ts:9', 'created_at schema.ts:8', 'title schema.ts:7']);
});
