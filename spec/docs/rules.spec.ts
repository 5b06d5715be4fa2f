import { expect, it } from 'vitest';
import { readPage } from './markdown.ts';
import { missing, rulesPage } from './rules-page.ts';

const page = readPage('docs/rules.md');

it('docs/rules.md is as `npm run docs:rules` makes it', () => {
  expect(page).toBe(rulesPage(page));
});

it('every rule says why it matters, with an example', () => {
  expect(page).not.toContain(missing);
});
