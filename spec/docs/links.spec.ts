import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';
import { anchorsOf, pages, readPage } from './markdown.ts';

/** Links of a page that lead into this repository, outside of code. */
const linksOf = (page: string): string[] =>
  [
    ...page
      .replace(/^```[\s\S]*?^```/gm, '')
      .replace(/`[^`\n]*`/g, '')
      .matchAll(/\]\(([^)\s]+)\)/g),
  ]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));

it.each(pages)('every link of %s leads somewhere', (path) => {
  const broken = linksOf(readPage(path)).filter((link) => {
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : normalize(join(dirname(path), file));
    if (!existsSync(target)) return true;
    return anchor !== undefined && !anchorsOf(readPage(target)).includes(anchor);
  });
  expect(broken).toEqual([]);
});

it('the README leads to every page', () => {
  const linked = new Set(linksOf(readPage('README.md')).map((link) => link.split('#')[0]));
  expect(pages.filter((path) => path !== 'README.md' && !linked.has(path))).toEqual([]);
});
