import stringWidth from 'string-width';
import { describe, expect, inject, it, vi } from 'vitest';
import { judge } from '../../../src/harness/checks/compare/judge.ts';
import { execute } from '../../../src/harness/cli/execute.ts';
import { notesOn } from '../../../src/harness/cli/standard-error.ts';
import { useColor } from '../../../src/harness/cli/use-color.ts';
import type { Report, StepReport } from '../../../src/harness/model/report.ts';
import { doctorText } from '../../../src/harness/report/doctor.ts';
import { terminalOf as wide } from '../../../src/harness/report/terminal.ts';
import { text } from '../../../src/harness/report/text.ts';
import { findingOf, fleet, reportOf } from './made-reports.ts';

const clearLine = '\r\u001b[K';

/** A terminal of a size, and all that is written to it. */
function terminalOf(columns: number) {
  const said: string[] = [];
  const stream = { terminal: true, columns, write: (written: string) => void said.push(written) };
  const io = { cwd: '.', env: { NO_COLOR: '1' }, now: () => new Date(), stdout: stream, stderr: stream };
  const screen = () =>
    said
      .join('')
      .split('\n')
      .map((line) => line.split(clearLine).at(-1) ?? '');
  return { io, screen };
}

it('a pass of this repository fits one screen of 80 columns and 24 lines', async () => {
  const { io, screen } = terminalOf(80);
  expect(await execute(['verify', '--server', inject('serverUrl')], io)).toBe(0);
  const lines = screen();
  expect(lines.filter((line) => stringWidth(line) > 80 && !line.startsWith('driftproof: '))).toEqual([]);
  expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(24);
  expect(lines).toContain('✓ files: 9 migrations');
}, 120_000);

const plain = { color: false };

describe('a report', () => {
  it('has its verdict first and last, and the findings between, the worst first, each advice once, with the page of the rule', () => {
    const index = { source: { file: 'a.sql', line: 3 } };
    const findings = [
      findingOf('index-missing', { ...index, message: 'index a is missing' }),
      findingOf('column-order', { severity: 'info' }),
      findingOf('index-missing', { message: 'index b is missing' }),
      findingOf('column-default', { severity: 'breaking', culprit: 'migration' }),
    ];
    expect(text(reportOf(findings), plain).split('\n')).toEqual([
      'driftproof drift',
      '  live database (by --url): Postgres 18.4, UTF8, collation C, TimeZone UTC',
      '',
      '✗ migrations ↔ database: the database as of 0002_c',
      '',
      'breaking column-default culprit: migration',
      '  message of column-default',
      '  → advice on column-default',
      '  https://github.com/driftproof/driftproof/blob/v0.1.0/docs/rules.md#column-default',
      '',
      'warning index-missing × 2 culprit: database',
      '  index a is missing',
      '    a.sql:3',
      '  index b is missing',
      '  → advice on index-missing',
      '  https://github.com/driftproof/driftproof/blob/v0.1.0/docs/rules.md#index-missing',
      '',
      '  1 info of 1 rule: --verbose shows them',
      '',
      '✗ migrations ↔ database: the database as of 0002_c',
      'findings: 1 breaking, 2 warning, 1 info · 3 objects · 5 ms',
      '',
    ]);
  });

  it('shows infos when it is verbose', () => {
    const printed = text(reportOf([findingOf('column-order', { severity: 'info' })]), {
      ...plain,
      verbose: true,
    });
    expect(printed).toContain('info column-order culprit: database\n  message of column-order\n');
    expect(printed).not.toContain('--verbose');
  });

  it('is its verdict alone when quiet', () => {
    expect(text(reportOf([findingOf('index-missing')]), { ...plain, quiet: true })).toBe(
      '✗ migrations ↔ database: the database as of 0002_c\nfindings: 0 breaking, 1 warning, 0 info · 3 objects · 5 ms\n',
    );
  });

  it('has one line for migrations that are only applied, unless it is verbose', () => {
    const step = (number: number, more: Partial<StepReport> = {}): StepReport => ({
      tag: `000${number}_step`,
      mode: 'drizzle',
      up: 'ok',
      down: 'not tried',
      reapply: 'not tried',
      rows: 'not tried',
      cost: 'not tried',
      costs: [],
      ms: number,
      ...more,
    });
    const tried = { down: 'ok', reapply: 'ok', rows: 'ok' } as const;
    const steps = [
      ...[1, 2, 3].map((number) => step(number)),
      step(4, tried),
      ...[5, 6].map((number) => step(number)),
      step(7, { mode: 'per-statement' }),
    ];
    const lines = (verbose: boolean) =>
      text(reportOf([], { steps }), { ...plain, verbose })
        .split('\n')
        .filter((line) => line.includes('_step'))
        .map((line) => line.trim().replaceAll(/ {2,}/g, '  '));
    expect(lines(false)).toEqual([
      '0001_step … 0003_step  ✓  not tried  not tried  not tried  6 ms',
      '0004_step  ✓  ✓  ✓  ✓  4 ms',
      '0005_step  ✓  not tried  not tried  not tried  5 ms',
      '0006_step  ✓  not tried  not tried  not tried  6 ms',
      '0007_step  ✓  not tried  not tried  not tried  7 ms',
    ]);
    expect(lines(true)).toHaveLength(7);
  });

  it('does not say that all agrees where down files are missing still', () => {
    const draft = { tag: 'a', path: 'a_down.sql', text: 'SELECT 1;', proved: true, reasons: [] };
    const closing = (...written: boolean[]) =>
      text(
        reportOf([], { command: 'down', downs: written.map((each) => ({ ...draft, written: each })) }),
        plain,
      )
        .trim()
        .split('\n')
        .at(-1);
    const counts = '0 breaking, 0 warning, 0 info · 3 objects · 5 ms';
    expect(closing(true)).toBe(`agrees: ${counts}`);
    expect(closing(true, false)).toBe(`1 down file is missing: ${counts}`);
    expect(closing(false, false)).toBe(`2 down files are missing: ${counts}`);
  });

  it('says first what has no answer', () => {
    const unanswered = [findingOf('could-not-tell', { severity: 'breaking' })];
    const verdicts = [
      {
        question: 'files' as const,
        findings: [findingOf('a', { severity: 'breaking' })],
        unanswered,
        compared: '',
      },
    ];
    const heads = text(reportOf([], { verdicts }), plain).match(/^\S.* culprit: \w+$/gm);
    expect(heads).toEqual([
      'could not tell could-not-tell culprit: database',
      'breaking a culprit: database',
    ]);
  });

  it.each([40, 60, 80, 120])('has no line of more than %i columns', (width) => {
    const long = `${'word '.repeat(40)}${'表'.repeat(100)}${'x'.repeat(200)}`;
    const findings = [findingOf('index-missing', { message: long, advice: long, source: { file: long } })];
    for (const color of [false, true]) {
      const lines = text(reportOf(findings, { notCompared: [long] }), { color, terminal: wide(width) }).split(
        '\n',
      );
      expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
    }
  });
});

it.each([40, 60, 80, 120])(
  'in %i columns a pass is told once, in its place, and a table has no torn lines',
  (width) => {
    const steps = ['0000_start', '0001_ratings_note'].map(
      (tag): StepReport => ({
        ...{ tag, mode: 'drizzle', up: 'ok', down: 'ok', reapply: 'ok', rows: 'not tried' },
        ...{ cost: 'ok', costs: [], ms: 12_345 },
      }),
    );
    const lines = text(reportOf([], { steps, ms: 123_456_789 }), { ...plain, terminal: wide(width) })
      .trimEnd()
      .split('\n');
    const closing = lines.findIndex((line) => line.startsWith('agrees: '));
    expect(lines.filter((line) => line.startsWith('agrees: '))).toHaveLength(1);
    expect(
      lines
        .slice(closing)
        .map((line) => line.trim())
        .join(' '),
    ).toBe('agrees: 0 breaking, 0 warning, 0 info · 3 objects · 123456789 ms');
    const rows = lines.filter((line) => /^ {2}000/.test(line));
    expect(rows).toHaveLength(2);
    const after = lines[lines.indexOf(rows[0] ?? '') + 1];
    expect(after === rows[1] || width === 40).toBe(true);
  },
);

it('what doctor says uses the whole width, beside what it is about', () => {
  const says = 'a word '.repeat(30).trim();
  const lines = doctorText([{ about: 'container engine', state: 'ok', says, advice: says }], {
    color: false,
    terminal: wide(60),
  }).split('\n');
  expect(lines.filter((line) => line.length > 60)).toEqual([]);
  expect(lines.slice(2, 5).map((line) => line.length > 50)).toEqual([true, true, true]);
  expect(lines.slice(2, 4).map((line) => line.slice(0, 10))).toEqual(['✓ containe', '          ']);
});

describe('of many targets', () => {
  const targetsOf = (names: readonly string[]): Partial<Report> => ({
    ...fleet,
    targets: names.map((name) => ({ name, compared: null, live: null, objects: 0, ms: 1 })),
  });

  it('a name of any length moves the columns of no other', () => {
    const names = ['berlin', 'x'.repeat(200), 'rome'];
    const findings = [findingOf('index-missing', { targets: names })];
    const lines = text(reportOf(findings, targetsOf(names)), plain).split('\n');
    expect(lines).toContain('  ✗ berlin  1 warning');
    expect(lines).toContain('  ✗ rome    1 warning');
    expect(lines).toContain(`  ✗ ${'x'.repeat(200)}  1 warning`);
  });

  it('those beyond the table are counted by what came of them', () => {
    const names = Array.from({ length: 50 }, (_, at) => `t${10 + at}`);
    const unanswered = [findingOf('could-not-tell', { targets: names.slice(0, 30) })];
    const findings = [findingOf('index-missing', { targets: names.slice(30, 45) })];
    const verdicts = [{ question: 'migrations ↔ database' as const, findings, unanswered, compared: 'x' }];
    const lines = text(reportOf([], { ...targetsOf(names), verdicts }), plain).split('\n');
    expect(lines).toContain('  ? 10 more without an answer: --verbose lists them');
    expect(lines).toContain('  ✗ 15 more with findings: --verbose lists them');
    expect(lines.find((line) => line.startsWith('  ✓ '))).toMatch(/^ {2}✓ 5 targets agree: t55/);
  });
});

it('what has several lines is shown as the lines that differ', () => {
  const body = (line: string) => `\nBEGIN\n  a := 1;\n  ${line}\n  RETURN a;\nEND`;
  const [expected, actual] = [body('b := 2;'), body('b := 3;')];
  const id = { kind: 'function', name: 'f', arguments: [] } as const;
  const each = { missing: '', extra: '', changed: ' in the database' };
  const difference = {
    type: 'changed',
    object: { id, attributes: {} },
    attribute: 'body',
    expected,
    actual,
  } as const;
  const finding = judge(difference, { culprit: 'database', meaning: each, advice: each });
  expect(text(reportOf([finding]), plain)).toContain(`
  function f(): body is not as expected in the database
    |  BEGIN
    |    a := 1;
    | -  b := 2;
    | +  b := 3;
    |    RETURN a;
    |  END
`);
});

it.each<[wanted: boolean, terminal: boolean, env: Record<string, string>, colored: boolean]>([
  [true, true, {}, true],
  [true, false, {}, false],
  [false, true, { FORCE_COLOR: '1' }, false],
  [true, true, { NO_COLOR: '1' }, false],
  [true, true, { NO_COLOR: '' }, true],
  [true, false, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  [true, false, { FORCE_COLOR: '1' }, true],
  [true, false, { FORCE_COLOR: '' }, true],
  [true, true, { FORCE_COLOR: '0' }, false],
  [true, true, { TERM: 'dumb' }, false],
])('colours: wanted %s, at a terminal %s, with %j: %s', (wanted, terminal, env, colored) => {
  expect(useColor(wanted, { env, stdout: { terminal, write: () => {} } })).toBe(colored);
});

describe('what goes on', () => {
  /** What is said in so many seconds of two migrations. */
  function saidOn(terminal: boolean, seconds: number): string[] {
    vi.useFakeTimers();
    try {
      const said: string[] = [];
      const stderr = { terminal, columns: 40, write: (written: string) => void said.push(written) };
      const notes = notesOn({ stderr }, {});
      notes.progress('1 of 2, 0000_a: up');
      vi.advanceTimersByTime(seconds * 1000);
      notes.progress(`2 of 2, 0001_${'b'.repeat(40)}: up`);
      notes.end();
      vi.advanceTimersByTime(60_000);
      return said;
    } finally {
      vi.useRealTimers();
    }
  }

  it('is one line that changes at a terminal, cut to its width, and gone at the end', () => {
    const line = (words: string) => `${clearLine}${words}`;
    expect(saidOn(true, 2)).toEqual([
      line('1 of 2, 0000_a: up (0 s)'),
      line('1 of 2, 0000_a: up (1 s)'),
      line('1 of 2, 0000_a: up (2 s)'),
      line(`2 of 2, 0001_${'b'.repeat(26)}`),
      clearLine,
    ]);
  });

  it('is a line every few seconds elsewhere', () => {
    expect(saidOn(false, 11)).toEqual([5, 10].map((s) => `driftproof: 1 of 2, 0000_a: up (${s} s)\n`));
    expect(saidOn(false, 4)).toEqual([]);
  });
});
