import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lineOf, notesOn } from '../../../src/harness/cli/standard-error.ts';
import type { Finding } from '../../../src/harness/model/finding.ts';
import type { Report } from '../../../src/harness/model/report.ts';
import { failureFormats, formats } from '../../../src/harness/report/formats.ts';
import { visible } from '../../../src/harness/report/visible.ts';
import { parameters } from '../../lib/support/settings.ts';
import { hostileText } from './hostile-texts.ts';

const runs = 10_000;

/** A report with a text of others in every place that has one. */
function reportWith(text: string): Report {
  const facts = { versionNumber: 180004, version: text, encoding: text, collation: text, timeZone: text };
  const finding: Finding = {
    rule: 'column-default',
    severity: 'warning',
    object: { kind: 'column', schema: text, table: text, name: text },
    attribute: 'default',
    expected: text,
    actual: { named: { [text]: text } },
    culprit: 'database',
    source: { file: text, line: 1 },
    step: { migration: text, check: 'up' },
    message: text,
    advice: text,
    targets: [text],
  };
  return {
    command: 'verify',
    servers: [{ kind: 'live', facts }],
    targets: [
      { name: text, compared: text, live: facts, objects: 1, ms: 1 },
      { name: `${text} 2`, compared: null, live: null, objects: 0, ms: 1 },
    ],
    verdicts: [{ question: 'files', findings: [finding], compared: text }],
    steps: [
      {
        tag: text,
        mode: 'drizzle',
        up: 'ok',
        down: 'ok',
        reapply: 'fails',
        rows: 'ok',
        irreversible: text,
        costs: [
          {
            direction: 'up',
            source: { file: text, line: 1 },
            statement: text,
            transaction: 0,
            observed: true,
            effects: ['a', 'b'].map((index) => ({
              table: `public.${text}`,
              rows: [],
              held: 'AccessExclusiveLock' as const,
              heldSince: 1,
              rewritten: true,
              emptied: false,
              rebuilt: [`${text}${index}`],
              breakingChanges: [text],
            })),
            times: [],
            safeWay: text,
          },
        ],
        ms: 1,
      },
    ],
    tables: [
      {
        table: { schema: text, name: text },
        columns: [
          { name: 'id', type: text },
          { name: text, type: text },
        ],
        primaryKey: [text],
        foreignKeys: [{ name: text, columns: [text], references: { schema: text, name: text } }],
      },
    ],
    migrationStatus: [{ tag: text, state: 'unknown' }],
    notCompared: [text],
    objects: 1,
    ms: 1,
  } as unknown as Report;
}

const loaded = new Map(
  await Promise.all([...formats].map(async ([name, load]) => [name, await load()] as const)),
);
const { text: toText, json: toJson, html: toHtml } = Object.fromEntries(loaded);

/** Every format, with and without colours; but for HTML, which takes long and is looked at by itself. */
const printed = (report: Report): string[] =>
  [...loaded]
    .filter(([, format]) => format !== toHtml)
    .flatMap(([name, format]) => [
      format(report, { color: false, verbose: true }),
      ...(name === 'text' ? [format(report, { color: true, verbose: true })] : []),
    ]);

/** How each line begins. */
const shape = (text: string): string[] => text.split('\n').map((line) => /^ *\S{0,2}/.exec(line)?.[0] ?? '');

/** Without the sequences of colours; any other stays. */
const withoutColours = (text: string): string =>
  text
    .split('\u001b[')
    .map((part, at) => (at === 0 ? part : part.replace(/^\d+m/, '')))
    .join('');
const clearLine = '\r\u001b[K';

const isUnseen = /(?![ \n])[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

/** A line of the format that is made of commands: one command, which nothing in it ends. */
const annotation = /^::(error|warning|notice) file=[^:,\n]*,line=1,title=[^:,\n]*::[^\n]*$/gm;

const commands = /##(\[|vso|teamcity\[)/;

/** What is wrong with what a format printed, given what it prints of harmless texts. */
const wrongWith = (output: string, plain: readonly string[]): string[] =>
  Object.entries({
    'other lines': output.split('\n').length !== plain.length,
    'a line of ours that is not': shape(output).some(
      (line, at) => ownBeginnings.has(line) && plain[at] !== line,
    ),
    'what cannot be seen': isUnseen.test(withoutColours(output)),
    'a command at the beginning of a line': /^\s*::/m.test(output.replace(annotation, '')),
    'a command': commands.test(output),
  }).flatMap(([what, isWrong]) => (isWrong ? [`${what}: ${output}`] : []));

const ownBeginnings = new Set(['✓', '✗', 'ag', 'fi']);

it('no text of others breaks out of its place, in any format', () => {
  const plain = printed(reportWith('plain')).map(shape);
  const property = fc.property(hostileText, (text) => {
    expect(printed(reportWith(text)).flatMap((output, at) => wrongWith(output, plain[at] ?? []))).toEqual([]);
  });
  fc.assert(property, parameters(runs));
}, 3_600_000);

it('a page has the same elements whatever things are called, and shows all of each text', () => {
  const elements = (page: string): string[] => page.match(/<[^\s>]*/g) ?? [];
  const [plain, lines] = [reportWith('plain'), (page: string) => page.split('\n').length];
  const expected = toHtml?.(plain, { color: false }) ?? '';
  const property = fc.property(hostileText, (text) => {
    const page = toHtml?.(reportWith(text), { color: false }) ?? '';
    expect(elements(page)).toEqual(elements(expected));
    expect([lines(page), isUnseen.test(page), commands.test(page)]).toEqual([lines(expected), false, false]);
  });
  fc.assert(property, parameters(500));
}, 3_600_000);

it('nor does one out of why there is no report', async () => {
  const loaded = await Promise.all([...failureFormats.values()].map((load) => load()));
  const printed = (text: string): string[] =>
    loaded.map((format) => format('drift', { what: text, where: text, advice: text }));
  const plain = printed('plain').map(shape);
  const property = fc.property(hostileText, (text) => {
    const wrong = printed(text).flatMap((output, at) =>
      wrongWith(output.replace(/^::error title=[^:,\n]*::[^\n]*$/gm, ''), plain[at] ?? []),
    );
    expect(wrong).toEqual([]);
  });
  fc.assert(property, parameters(1000));
}, 3_600_000);

it('a line diff holds lines of others behind its mark', () => {
  const property = fc.property(hostileText, (text) => {
    const report = reportWith('plain');
    const [verdict] = report.verdicts;
    const diff = { ...verdict?.findings[0], expected: `a\n${text}\nb`, actual: 'a\n' } as Finding;
    const verdicts = [{ question: 'files', findings: [diff], compared: '' }] as const;
    const lines = toText?.({ ...report, verdicts }, { color: false }).split('\n') ?? [];
    const [first, last] = [
      lines.findIndex((line) => line.startsWith('    | ')),
      lines.indexOf('    plain:1'),
    ];
    expect(first).toBeGreaterThan(0);
    expect(lines.slice(first, last).filter((line) => !line.startsWith('    | '))).toEqual([]);
    expect(lines.filter((line) => isUnseen.test(line))).toEqual([]);
  });
  fc.assert(property, parameters(1000));
}, 3_600_000);

it('JSON holds every text as it was', () => {
  const property = fc.property(hostileText, (text) => {
    const [finding] = JSON.parse(toJson?.(reportWith(text), { color: false }) ?? '').findings;
    expect(finding).toEqual(JSON.parse(JSON.stringify(finding)));
    expect([finding.message, finding.object.name, finding.actual.named]).toEqual([
      text,
      text,
      { [text]: text },
    ]);
  });
  fc.assert(property, parameters(runs));
}, 3_600_000);

it('each thing that is said on standard error is one line', () => {
  const property = fc.property(hostileText, fc.boolean(), (text, terminal) => {
    const said: string[] = [];
    const stderr = { terminal, write: (line: string) => void said.push(line) };
    const io = { cwd: '', env: {}, now: () => new Date(), stdout: stderr, stderr };
    const notes = notesOn(io, {});
    notes.note(text);
    if (terminal) notes.progress(text);
    notes.end();
    const [note = '', progress = ''] = said.map((each) => each.replace(clearLine, ''));
    expect(note).toBe(lineOf(text));
    expect(note).toMatch(/^driftproof: [^\n]*\n$/);
    expect(`${note.trimEnd()}${progress}`).not.toMatch(isUnseen);
    expect(note).not.toMatch(/##(\[|vso|teamcity\[)/);
  });
  fc.assert(property, parameters(runs));
}, 3_600_000);

it('no two texts look the same', () => {
  const property = fc.property(hostileText, hostileText, (one, other) => {
    if (one !== other) expect(visible(one)).not.toBe(visible(other));
  });
  fc.assert(property, parameters(runs));
}, 3_600_000);
