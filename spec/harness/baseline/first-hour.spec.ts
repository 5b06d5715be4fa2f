import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { installIn } from '../../support/install.ts';
import { longHistory } from '../../support/long-history.ts';
import { type RanIn, runIn, useStrangers, writeFiles } from '../../support/projects.ts';

const newStranger = useStrangers();

const cheaply = ['--rows', '0', '--no-cost'];
const baseline = (cwd: string, ...more: string[]): Promise<RanIn> =>
  runIn(cwd, ['baseline', ...cheaply, ...more]);
const verify = (cwd: string): Promise<RanIn> => runIn(cwd, ['verify', '--rows', '0']);

interface Known {
  readonly question: string;
  readonly rule: string;
  readonly object: string;
  readonly count: number;
}

async function knownIn(cwd: string): Promise<Known[]> {
  return JSON.parse(await readFile(join(cwd, 'driftproof.baseline.json'), 'utf8')).known;
}

const rulesIn = async (cwd: string): Promise<string[]> => [
  ...new Set((await knownIn(cwd)).map(({ rule }) => rule)),
];

describe('the first hour of a team with 60 migrations and no down files', () => {
  let cwd: string;
  beforeAll(async () => {
    cwd = await newStranger({ ...longHistory(60), 'package.json': '{"name":"long"}' }, false);
    await installIn(cwd);
  });

  it('begins with init, which writes what is missing, and a baseline of all that is known', async () => {
    const { code, serious, files } = await runIn(cwd, ['init']);
    expect({ code, serious, files: files.map(({ state, path }) => `${state} ${path}`) }).toEqual({
      code: 0,
      serious: [],
      files: [
        'written driftproof.config.ts',
        'written .github/workflows/driftproof.yml',
        'left out a spec file for vitest',
        'left out .gitattributes',
        'written driftproof.baseline.json',
      ],
    });
    const known = await knownIn(cwd);
    expect(known.filter(({ rule }) => rule === 'migration-down-missing')).toHaveLength(60);
    const sorted = known.map(({ question, rule, object }) => [question, rule, object].join('\n'));
    expect(sorted).toEqual(sorted.toSorted());
  });

  it('after which verify agrees, and says how much is known', async () => {
    const { code, serious, notCompared, stderr } = await verify(cwd);
    expect({ code, serious }).toEqual({ code: 0, serious: [] });
    expect(stderr).not.toContain('no down file');
    const known = (await knownIn(cwd)).reduce((sum, { count }) => sum + count, 0);
    expect(notCompared).toContainEqual(`${known} known by the baseline (driftproof.baseline.json)`);
    expect(await runIn(cwd, ['history'])).toMatchObject({ code: 0, serious: [] });
  });

  it('a new migration without a down fails, and no run of baseline lets it in', async () => {
    await writeFiles(cwd, longHistory(60, ['CREATE TABLE "extra" ("id" integer);']));
    const before = await knownIn(cwd);
    for (const run of [verify, baseline]) {
      const { code, serious, stderr } = await run(cwd);
      expect({ code, down: serious.filter((each) => each.includes('down-missing')) }).toEqual({
        code: 2,
        down: ['migration-down-missing 0060_step'],
      });
      if (run === verify) expect(stderr).toContain('0060_step_down.sql: there is no down file; ');
    }
    expect(await knownIn(cwd)).toEqual(before);
    await rm(join(cwd, 'drizzle/0060_step.sql'));
    await writeFiles(cwd, longHistory(60));
  });

  it.each(['ALTER TABLE "nowhere" ADD COLUMN "n" integer;', 'CREATE TABEL "extra" ("id" integer);'])(
    'a new migration that does not run fails, and no run of baseline lets it in: %s',
    async (statement) => {
      await writeFiles(cwd, longHistory(60, [statement]));
      const before = await knownIn(cwd);
      const update = (folder: string) => baseline(folder, '--update');
      for (const run of [verify, baseline, update]) {
        const { code, stderr, findings } = await run(cwd);
        expect(code).toBe(1);
        expect(stderr).toContain('0060_step.sql:1: ');
        expect(findings.map(({ rule }) => rule)).toContain('migration-fails');
      }
      expect(await knownIn(cwd)).toEqual(before);
      await rm(join(cwd, 'drizzle/0060_step.sql'));
      await writeFiles(cwd, longHistory(60));
    },
  );

  it('downs are drafted, the baseline fails on what is fixed, and shrinks', async () => {
    const { code, downs } = await runIn(cwd, ['down', '--write', '--rows', '0']);
    expect({ code, written: downs.filter(({ written }) => written).length }).toEqual({
      code: 0,
      written: 60,
    });
    expect((await readdir(join(cwd, 'drizzle'))).filter((name) => name.endsWith('_down.sql'))).toHaveLength(
      60,
    );
    const stale = await runIn(cwd, ['history']);
    expect(stale.code).toBe(2);
    expect(stale.serious.filter((each) => each.startsWith('baseline-stale'))).toHaveLength(60);
    expect(await baseline(cwd)).toMatchObject({ code: 0, serious: [] });
    expect(await rulesIn(cwd)).not.toContain('migration-down-missing');
    expect(await verify(cwd)).toMatchObject({ code: 0, serious: [] });
  });
}, 240_000);

describe('a baseline', () => {
  it('takes in what is new when it is told to', async () => {
    const cwd = await newStranger(longHistory(2));
    await baseline(cwd, '--for', 'history');
    await writeFiles(cwd, longHistory(2, ['SELECT 1;']));
    expect((await baseline(cwd, '--for', 'history')).code).toBe(2);
    expect((await baseline(cwd, '--for', 'history', '--update')).code).toBe(0);
    expect((await runIn(cwd, ['history'])).code).toBe(0);
  });

  it('of which a run looks at a part only is not stale for the rest', async () => {
    const cwd = await newStranger(longHistory(2));
    await baseline(cwd);
    expect(await runIn(cwd, ['history'])).toMatchObject({ code: 0, serious: [] });
  });

  it('tells all of what there is more of than it knows', async () => {
    const cwd = await newStranger(longHistory(2));
    await baseline(cwd, '--for', 'history');
    const file = join(cwd, 'driftproof.baseline.json');
    const known = (await knownIn(cwd)).map((each) => ({ ...each, count: each.count + 1 }));
    await writeFiles(cwd, { 'driftproof.baseline.json': JSON.stringify({ version: 1, known }) });
    expect((await runIn(cwd, ['history'])).serious).toEqual(
      known.map(({ rule, object }) => `baseline-stale baseline ${rule} ${object}`),
    );
    await baseline(cwd, '--for', 'history');
    expect((await knownIn(cwd)).every(({ count }) => count === 1)).toBe(true);
    expect(await readdir(cwd)).not.toContain(`${file}.${process.pid}`);
  });

  it('is not written where a part has no answer', async () => {
    const cwd = await newStranger(longHistory(2, ['SELECT no_such_column;']));
    expect((await baseline(cwd)).code).toBe(1);
    expect(await readdir(cwd)).not.toContain('driftproof.baseline.json');
  });

  it.each([
    ['no JSON', '{'],
    ['another version', '{"version":2,"known":[]}'],
    [
      'a question that is none',
      '{"version":1,"known":[{"question":"x","rule":"r","object":"o","fingerprint":"f","count":1}]}',
    ],
    [
      'a count of none',
      '{"version":1,"known":[{"question":"files","rule":"r","object":"o","fingerprint":"f","count":0}]}',
    ],
  ])('that is broken ends the run: %s', async (_, text) => {
    const cwd = await newStranger({ ...longHistory(2), 'driftproof.baseline.json': text });
    const { code, stderr } = await runIn(cwd, ['history']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^driftproof: driftproof\.baseline\.json[^\n]+\n$/);
  });
});
