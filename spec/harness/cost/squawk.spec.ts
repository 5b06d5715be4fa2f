import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { historyIsOneLine } from '../../../src/harness/checks/folder/history-is-one-line.ts';
import { readFolder } from '../../../src/harness/history/folder.ts';
import type { StatementCost } from '../../../src/harness/model/cost.ts';
import type { Source } from '../../../src/harness/model/finding.ts';
import { onSuiteServer, runHere } from '../../support/cli.ts';
import { historyOf, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { useTrials } from '../checks/rows/bench.ts';
import { base, measure } from './bench.ts';
import { readBySquawk, type Said, squawk } from './squawk.ts';
import { flagged, type Shown, squawkRules } from './squawk-rules.ts';

if (!squawk) console.warn('squawk-cli has no package for this platform: what it says is not compared');

const databases = useScratchDatabases();
const write = useStrangers();
const tryOut = useTrials();

const before = `${base}
CREATE TABLE keyless (n int);
CREATE DOMAIN amount AS int;
CREATE TABLE priced (id int PRIMARY KEY, amount amount);
CREATE TABLE parted (n int) PARTITION BY LIST (n);
CREATE TABLE part PARTITION OF parted DEFAULT;`;

/** Requires that driftproof shows, of a line of an up, what a rule of squawk is about. */
async function expectShown(up: string, line: number, shown: Shown): Promise<void> {
  if ('reads' in shown) {
    const folder = await readFolder(join(await write(historyOf([up])), 'drizzle'));
    const findings = await historyIsOneLine(folder, { now: Date.UTC(2025, 5) });
    expect(findings.map(({ rule }) => rule)).toContain(shown.reads);
  } else if ('keeps' in shown) {
    const { findings } = await tryOut({ before, up });
    expect(findings.map(({ rule }) => rule)).toContain(shown.keeps);
  } else {
    const { costs, findings, notMeasured } = await measure(databases, { before, up });
    expect(notMeasured).toEqual([]);
    expectAt(shown, line, findings, costs);
  }
}

/** Requires findings, or a lock, at a line. */
function expectAt(
  shown: Shown,
  line: number,
  findings: readonly { readonly rule: string; readonly source?: Source | null }[],
  costs: readonly StatementCost[],
): void {
  const found = findings.filter(({ source }) => source?.line === line).map(({ rule }) => rule);
  const locks = costs
    .filter(({ source }) => source.line === line)
    .flatMap(({ effects }) => effects.map(({ held }) => held));
  if ('runs' in shown)
    expect(
      shown.runs.some((rule) => found.includes(rule)),
      `${found}`,
    ).toBe(true);
  if ('locks' in shown) expect(locks).toContain(shown.locks);
}

describe.runIf(squawk)('whatever squawk flags by reading, driftproof shows by running', () => {
  let folder: string;
  let said: readonly Said[];
  const fileOf = (rule: string): string => join(folder, `${rule}.sql`);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'squawk-'));
    for (const [rule, sql] of Object.entries(flagged)) await writeFile(fileOf(rule), `${sql}\n`);
    said = await readBySquawk(Object.keys(flagged).map(fileOf));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('every rule by which it flags the made migrations is known here', () => {
    expect([...new Set(said.map(({ rule }) => rule))].filter((rule) => !squawkRules[rule])).toEqual([]);
  });

  it('every rule that is shown has a made migration', () => {
    const shown = Object.keys(squawkRules).filter((rule) => !('not' in (squawkRules[rule] as Shown)));
    expect(shown.sort()).toEqual(Object.keys(flagged).sort());
  });

  it.each(Object.entries(flagged))('%s: %s', async (rule, up) => {
    const places = said.filter((each) => each.rule === rule && each.file === fileOf(rule));
    expect(places.length).toBeGreaterThan(0);
    const shown = squawkRules[rule] as Shown;
    for (const { line } of places.slice(-1)) await expectShown(up, line, shown);
  });

  it("and of this repository's migrations", async () => {
    const migrations = readdirSync('drizzle/migrations').filter((name) => name.endsWith('.sql'));
    const flags = await readBySquawk(migrations.map((name) => `drizzle/migrations/${name}`));
    expect(flags.map(({ rule }) => rule).filter((rule) => !squawkRules[rule])).toEqual([]);
    const { stdout } = await runHere([
      'verify',
      '--sizes',
      '100,400',
      '--format',
      'json',
      ...onSuiteServer(),
    ]);
    const report: Verified = JSON.parse(stdout);
    for (const { rule, file, line } of flags) {
      const shown = squawkRules[rule] as Shown;
      const ofFile = report.findings.filter(({ source }) => source?.file === file);
      // What a down takes away is said of it as a whole: it is what its up had brought.
      if (rule.startsWith('ban-drop'))
        expect(ofFile.map((each) => each.rule)).toContain('migration-down-loses');
      else expectAt(shown, line, ofFile, costsIn(report, file));
    }
    expect(flags.filter(({ rule }) => !('not' in (squawkRules[rule] as Shown))).length).toBeGreaterThan(20);
  }, 120_000);
});

interface Verified {
  readonly findings: readonly { readonly rule: string; readonly source: Source | null }[];
  readonly migrations: readonly { readonly costs: readonly StatementCost[] }[];
}

const costsIn = ({ migrations }: Verified, file: string): StatementCost[] =>
  migrations.flatMap(({ costs }) => costs).filter(({ source }) => source.file === file);
