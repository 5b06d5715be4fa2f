import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { html, htmlFailure } from '../../../src/harness/report/html/html.ts';
import { showcase } from '../../browser/showcase.ts';
import { reportOf } from './made-reports.ts';
import { findingIn, shapeOf } from './made-tables.ts';

const print = (...[report]: [Parameters<typeof html>[0]]): string => html(report, { color: false });

it('the same report is the same page, byte by byte', () => {
  expect(print(showcase)).toBe(print(structuredClone(showcase)));
});

it.each([
  ['a report', print(showcase)],
  ['a failure', htmlFailure('drift', { what: 'x' })],
])('the page of %s heeds its own style and script alone, and names nothing to load', (_, page) => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
  expect(policy).toMatch(/^default-src 'none'; /);
  for (const [, name, text = ''] of page.matchAll(/<(style|script)>([\s\S]*?)<\/\1>/g))
    expect(policy).toContain(`${name}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  expect(page).not.toMatch(/ (src|srcset|style|on\w+)=/);
});

it('a thousand findings in three hundred tables fit a page that can be sent', () => {
  const names = Array.from({ length: 300 }, (_, at) => `table_number_${at}`);
  const columns = Array.from({ length: 20 }, (_, at) => `column_number_${at}`);
  const findings = names.flatMap((name) =>
    [1, 5, 9, 13].map((at) => findingIn(name, 'column', `column_number_${at}`)),
  );
  const tables = names.map((name, at) =>
    shapeOf(name, { columns, to: at === 0 ? [] : [`table_number_${Math.floor(at / 3)}`] }),
  );
  const page = print(reportOf(findings.slice(0, 1000), { tables }));
  expect(page.length).toBeLessThan(2_500_000);
  expect(page.match(/ id="finding-\d+"/g)).toHaveLength(1000);
  expect(page.match(/aria-label="Table public\./g)).toHaveLength(300);
}, 60_000);

it('of more tables than that, the rest is counted', () => {
  const names = Array.from({ length: 310 }, (_, at) => `t${at}`);
  const tables = names.map((name) => shapeOf(name));
  const page = print(
    reportOf(
      names.map((name) => findingIn(name, 'column', 'id')),
      { tables },
    ),
  );
  expect(page).toContain('10 tables more left out.');
});
