import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { onSuiteServer, runCli } from '../support/cli.ts';
import { notPrinted, outputOf, readPage, tableIn } from './markdown.ts';

it('docs/cost.md shows what a migration costs', async () => {
  const { stdout } = await runCli(['verify', '--verbose', ...onSuiteServer()]);
  const example = outputOf(readPage('docs/cost.md'), 'npx driftproof verify --server embedded --verbose');
  expect(example.split('\n').length).toBeGreaterThan(10);
  expect(notPrinted(example, stdout), stdout).toBeUndefined();
}, 120_000);

it('docs/json.md shows a whole document', async () => {
  const { stdout } = await runCli(['history', '--format', 'json']);
  const example = outputOf(readPage('docs/json.md'), 'npx driftproof history --format json');
  const withoutTimes = (text: string) => text.replace(/"ms": \d+/, '');
  expect(withoutTimes(stdout)).toEqual(withoutTimes(example));
});

it.each(['drifts found', 'controls reported'])('docs/benchmarks.md quotes the bench: %s', (name) => {
  const numbersIn = (page: string, start: string): unknown =>
    tableIn(page, start)
      .find(([first]) => first?.replaceAll('*', '') === name)
      ?.flatMap((cell) => cell.match(/\d+/g) ?? []);
  const quoted = numbersIn(readPage('docs/benchmarks.md'), '<!-- peers -->');
  expect(quoted).toEqual(numbersIn(readFileSync('spec/bench/peers.md', 'utf8'), '|  | of |'));
});

/** The table of faults, a line for each kind, added up from the lines of a campaign. */
function faultsIn(page: string): string[][] {
  const sums = new Map<string, readonly number[]>();
  for (const [name = '', , place = '', ...cells] of tableIn(page, '| injected |')) {
    if (place !== 'between' && place !== 'inside') continue;
    const numbers = cells.map(Number);
    const before = sums.get(name) ?? numbers.map(() => 0);
    sums.set(
      name,
      before.map((sum, at) => sum + (numbers[at] ?? 0)),
    );
  }
  return [...sums].map(([name, [times, before, after, at, between, , right]]) =>
    [name, times, before, after, at, between, right].map(String),
  );
}

it('docs/faults.md quotes the campaign', () => {
  const [, , ...quoted] = tableIn(readPage('docs/faults.md'), '<!-- faults -->');
  expect(quoted).toEqual(faultsIn(readFileSync('spec/faults/embedded.md', 'utf8')));
});

it('docs/api.md lists every function of the package', async () => {
  const exported = Object.keys(await import('../../src/harness/api/index.ts'));
  const page = readPage('docs/api.md');
  expect(exported.filter((name) => !new RegExp(`\`${name}(\\(|\`)`).test(page))).toEqual([]);
});
