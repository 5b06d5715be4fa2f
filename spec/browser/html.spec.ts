import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/harness/model/report.ts';
import { html, htmlFailure } from '../../src/harness/report/html/html.ts';
import { markdown } from '../../src/harness/report/markdown.ts';
import { findingOf, fleet, reportOf } from '../harness/report/made-reports.ts';
import { findingIn, shapeOf } from '../harness/report/made-tables.ts';
import { openChromium } from './chromium.ts';
import { showcase } from './showcase.ts';

let browser: Browser;
let folder = '';
beforeAll(async () => {
  browser = await openChromium();
  folder = await mkdtemp(join(tmpdir(), 'html-'));
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens a text from disk; what the page complains of, and what it asks for besides itself, is in `trouble`. */
async function open(
  text: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; trouble: string[] }> {
  const file = join(folder, 'report.html');
  await writeFile(file, text);
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 }, ...options });
  const trouble: string[] = [];
  page.on('console', (message) => trouble.push(message.text()));
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('dialog', (dialog) => {
    trouble.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(pathToFileURL(file).href)) trouble.push(request.url());
  });
  await page.goto(pathToFileURL(file).href);
  return { page, trouble };
}

const print = (report: Report): string => html(report, { color: false });

/** What axe has against a page, by its own rules and by those of WCAG 2.2 AA. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

const status = (page: Page): Promise<string> => page.getByRole('status').innerText();

const pages: readonly (readonly [string, string])[] = [
  ['of findings', print(showcase)],
  ['that agrees', print(reportOf([]))],
  ['of several targets', print(reportOf([findingOf('index-missing', { targets: ['rome'] })], fleet))],
  [
    'that could not tell',
    print(
      reportOf([], {
        verdicts: [
          { question: 'files', findings: [], unanswered: [findingOf('could-not-tell')], compared: '' },
        ],
      }),
    ),
  ],
  [
    'of the state of migrations',
    print(
      reportOf([], {
        command: 'status',
        migrationStatus: [
          { tag: '0000_a', state: 'applied' },
          { tag: '0001_b', state: 'edited' },
        ],
      }),
    ),
  ],
  ['of a failure', htmlFailure('drift', { what: 'it does not answer', where: 'a:5432', advice: 'start it' })],
];

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it.each(pages)('nobody is kept out of a page %s', async (_, text) => {
    const { page, trouble } = await open(text, { colorScheme });
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('has its own colours', async () => {
    const { page } = await open(print(showcase), { colorScheme });
    const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(background).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(15, 20, 25)');
    await page.close();
  });
});

describe('a page', () => {
  it('has landmarks, headings in order, and heads of rows and columns', async () => {
    const { page } = await open(print(showcase));
    for (const role of ['banner', 'main', 'search'] as const)
      expect(await page.getByRole(role).count(), role).toBe(1);
    const headings = await page.locator('h1, h2, details[open] h3').allInnerTexts();
    expect(headings).toEqual([
      '✗ driftproof verify: findings',
      'Tables concerned',
      'Findings',
      'column-missing',
      'foreign-key-missing',
      'function-body',
      'column-type',
      'index-missing',
      'Migrations',
      'What was compared, and what was not',
    ]);
    expect(await page.getByRole('rowheader', { name: '0002_totals' }).count()).toBeGreaterThan(0);
    expect(await page.getByRole('columnheader', { name: 'reapply' }).count()).toBe(1);
    await page.close();
  });

  it('shows expected and actual side by side, line by line', async () => {
    const { page } = await open(print(showcase));
    const group = page.locator('.group', { hasText: 'function-body' });
    const rows = await group
      .locator('tbody tr')
      .evaluateAll((each) => each.map((row) => [...row.children].map((cell) => cell.textContent)));
    expect(rows.slice(2, 6)).toEqual([
      ['-    SELECT sum(price * pieces)', '+    SELECT sum(price)'],
      ['     FROM public.lines', '     FROM public.lines'],
      ['     WHERE orders_id = NEW.id);', '     WHERE orders_id = NEW.id);'],
      ['', '+  NEW.note := now();'],
    ]);
    const type = page.locator('.group', { hasText: 'column-type' });
    expect(await type.locator('td').allInnerTexts()).toEqual(['- integer', '+ text']);
    await page.close();
  });

  it('shows a diagram of a few tables as a whole, and one of many at its size', async () => {
    const names = Array.from({ length: 14 }, (_, at) => `table_number_${at}`);
    const chain = (length: number): Report => ({
      ...reportOf(names.slice(0, length).map((name) => findingIn(name, 'column', 'id'))),
      tables: names.slice(0, length).map((name, at, all) => shapeOf(name, { to: all.slice(at + 1, at + 2) })),
    });
    const seen = async (length: number, width: number): Promise<string> => {
      const { page } = await open(print(chain(length)), { viewport: { width, height: 800 } });
      const told = await page.evaluate(`(() => {
        const { clientWidth, scrollWidth } = document.querySelector('.diagram');
        const { width } = document.querySelector('.diagram svg').getBoundingClientRect();
        return [scrollWidth <= clientWidth ? 'whole' : 'scrolled', width > 600 ? 'readable' : 'small'].join(', ');
      })()`);
      await page.close();
      return String(told);
    };
    expect([await seen(5, 1000), await seen(5, 390), await seen(14, 1000)]).toEqual([
      'whole, readable',
      'scrolled, readable',
      'scrolled, readable',
    ]);
  });

  it('tells in words what the diagram and the chart show by shapes and bars', async () => {
    const { page } = await open(print(showcase));
    const table = page.getByRole('link', { name: /^Table public\.orders: PK id integer, / });
    expect(await table.locator('g').first().getAttribute('aria-label')).toContain(
      'note text (missing), total text (type differs), to_customers foreign-key (missing), orders_idx index (missing)',
    );
    expect(await page.getByRole('img', { name: /^Table public\.customers/ }).count()).toBe(1);
    const row = page.getByRole('row', { name: /^0002_totals/ });
    expect(await row.innerText()).toMatch(
      /✗ fails[\s\S]*1480 ms[\s\S]*AccessExclusive, blocks reads and writes/,
    );
    await page.close();
  });

  it('can be walked and searched by keyboard alone', async () => {
    const { page } = await open(print(showcase));
    const focused = () =>
      page.evaluate(
        "document.activeElement.ariaLabel ?? document.activeElement.querySelector('[role=img]')?.ariaLabel ?? document.activeElement.className",
      );
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('skip');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Diagram of the tables concerned');
    await page.keyboard.press('Tab');
    expect(await focused()).toMatch(/^Table public\.orders/);
    await page.keyboard.press('Enter');
    expect(await page.evaluate('location.hash')).toBe('#finding-1');
    await page.getByRole('searchbox').focus();
    await page.keyboard.type('sum PIECES');
    expect(await status(page)).toBe('1 of 6 shown');
    expect(await page.locator('.group:visible h3').allInnerTexts()).toEqual(['function-body']);
    await page.keyboard.press('Escape');
    expect(await status(page)).toBe('6 of 6 shown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await status(page)).toBe('3 of 6 shown');
    await page.close();
  });

  it('opens what is folded for a search, and folds it again', async () => {
    const { page } = await open(print(showcase));
    const info = page.locator('.group.info');
    expect(await info.getAttribute('open')).toBeNull();
    await page.getByRole('searchbox').fill('customers.name');
    expect(await info.locator('.finding').isVisible()).toBe(true);
    await page.getByRole('searchbox').fill('');
    expect(await info.getAttribute('open')).toBeNull();
    await page.close();
  });

  it('is on paper as a whole, in black on white', async () => {
    const { page } = await open(print(showcase), { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('.filter').isVisible()).toBe(false);
    expect(await page.locator('.finding:visible').count()).toBe(6);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator('.group.info').getAttribute('open')).toBeNull();
    await page.close();
  });

  it('says all without its script', async () => {
    const { page } = await open(print(showcase), { javaScriptEnabled: false });
    expect(await page.locator('.filter').isVisible()).toBe(false);
    expect(await page.locator('.finding:visible').count()).toBe(5);
    await page.close();
  });

  it('refuses scripts and styles that are not its own, and loads nothing', async () => {
    const strange =
      '<script>alert(1)</script><style>body{display:none}</style><img src="https://example.com/x.png"></body>';
    const { page, trouble } = await open(print(showcase).replace('</body>', strange));
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect(trouble.filter((each) => /Content Security Policy/.test(each))).toHaveLength(3);
    expect(trouble).not.toContain('1');
    await page.close();
  });
});

const hostile = [
  '</script><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '<!--',
  '--><img src=x onerror=alert(1)>',
  '"><img src=x onerror=alert(1)>',
  "' onload='alert(1)",
  '</svg></text><script>alert(1)</script>',
  'a\u2028b',
  '\u202egnp.exe',
  '&lt;b&gt;',
  ']]>',
  'javascript:alert(1)',
  '__proto__',
  '表'.repeat(21),
];

it.each(hostile)('a table called %j is called so, and nothing else', async (name) => {
  const finding = findingIn(name, 'column', name, { message: `column ${name}`, advice: name });
  const report = reportOf([finding], {
    tables: [{ ...shapeOf(name, { columns: [name], to: [name] }), primaryKey: [name] }],
    notCompared: [name],
  });
  const { page, trouble } = await open(print(report));
  const elements = () =>
    page.evaluate("[...document.querySelectorAll('*')].map((each) => each.localName).sort().join(' ')");
  const found = await elements();
  expect(trouble).toEqual([]);
  const shown = name.replace('\u2028', '\\u2028').replace('\u202e', '\\u202e');
  expect(await page.locator('.finding p').first().textContent()).toBe(`column ${shown}`);
  expect(await violations(page)).toEqual([]);
  await page.close();
  const plain = await open(
    print(JSON.parse(JSON.stringify(report).replaceAll(JSON.stringify(name).slice(1, -1), 'x'))),
  );
  expect(found).toBe(
    await plain.page.evaluate(
      "[...document.querySelectorAll('*')].map((each) => each.localName).sort().join(' ')",
    ),
  );
  await plain.page.close();
});

it('GitHub’s Mermaid draws the diagram of Markdown with every name as it is', async () => {
  const source = createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js');
  const page = await browser.newPage();
  await page.addScriptTag({ path: source });
  for (const name of hostile.map((each) => each.replace('\u2028', '').replace('\u202e', ''))) {
    const report = reportOf([findingIn(name, 'column', name)], {
      tables: [shapeOf(name, { columns: [name] })],
    });
    const [, code] = /```mermaid\n([\s\S]*?)\n```/.exec(markdown(report, { color: false })) ?? [];
    const drawn = await page.evaluate(
      `mermaid.initialize({ startOnLoad: false }); mermaid.render('x', ${JSON.stringify(code)}).then(({ svg }) => {
        const element = document.createElement('div'); element.innerHTML = svg; return element.textContent; })`,
    );
    expect(drawn).toContain(`⚠ missing`);
    expect(String(drawn).split(name).length, name).toBeGreaterThanOrEqual(3);
  }
  await page.close();
});
