import type { Migration } from '../../../history/migrations.ts';
import { shorten } from '../../../model/cost.ts';
import type { Finding, StepDirection } from '../../../model/finding.ts';
import { sqlState } from '../../../postgres/sqlstates.ts';
import type { StateBefore } from '../../../rows/opened-tables.ts';
import { StepFailure } from '../../../runner/failure.ts';
import type { OtherSetting } from '../../../runner/other-sessions.ts';
import { fileOf } from '../../../runner/step.ts';
import { mentions } from '../../../sql/line-of.ts';
import { isSessionFree } from '../../../sql/session-free.ts';
import type { SqlFile } from '../../../sql/sql-file.ts';
import { isStatement, type Piece } from '../../../sql/statement.ts';
import type { Trial } from '../trial.ts';
import { isReversible } from '../trial-database.ts';
import { foundAt } from './found-at.ts';
import { type Different, differencesOf } from './left-by-step.ts';
import type { RowSource } from './row-source.ts';
import { type Ground, onGround } from './session-ground.ts';
import { settingsFor } from './session-words.ts';
import { timesOf } from './this-time.ts';
import type { Extent } from './trial-rows.ts';

/** What was found, and what was not tried, one sentence each. */
export interface Elsewhere {
  readonly findings: readonly Finding[];
  readonly notTried: readonly string[];
}

/** A step, and the settings that may have a say in it. */
interface Asked {
  readonly step: StepDirection;
  readonly settings: readonly OtherSetting[];
}

/**
 * Does each step give the same values in a session with another TimeZone, DateStyle …? What differs from run to run in
 * one session is left out. Only asked of steps that work with what such a setting prints or reads.
 */
export async function triedElsewhere(trial: Trial, options: RowSource, extent: Extent): Promise<Elsewhere> {
  const asked = await askedOf(trial);
  if (asked.length === 0) return { findings: [], notTried: [] };
  return onGround(trial, options, extent, async (ground) => {
    const findings: Finding[] = [];
    const refused = await refusedOf(ground, asked);
    for (const [at, { step, settings }] of asked.entries()) {
      const isSaid = step === 'reapply' && findings.length > 0;
      const tried = isSaid ? [] : settings.filter((each) => !refused.includes(each));
      if (tried.length > 0) findings.push(...(await findingsOf(ground, trial, { step, settings: tried })));
      if (at < asked.length - 1 && !(await goesOn(ground, step))) break;
    }
    const { tag } = trial.migration;
    return {
      findings,
      notTried: refused.map(
        ({ name }) => `${tag} not tried with another ${name}: the role may not set it up`,
      ),
    };
  });
}

/** The steps up to the last one that is asked; what an up writes the second time is another matter only if its down writes. */
async function askedOf({ migration, stateBefore }: Trial): Promise<readonly Asked[]> {
  const [up, down] = await Promise.all(
    [migration.up, migration.down].map((file) => settingsOf(file, stateBefore)),
  );
  const steps: readonly Asked[] = isReversible(migration)
    ? [
        { step: 'up', settings: up ?? [] },
        { step: 'down', settings: down ?? [] },
        { step: 'reapply', settings: down?.length ? (up ?? []) : [] },
      ]
    : [{ step: 'up', settings: up ?? [] }];
  return steps.slice(0, steps.findLastIndex(({ settings }) => settings.length > 0) + 1);
}

/** A file that cannot be parsed whole may have any statement. */
async function settingsOf(file: SqlFile | undefined, { sessionBound }: StateBefore) {
  const settings = settingsFor(file?.sql ?? '', sessionBound);
  if (!file || settings.length === 0) return [];
  const { pieces } = await file.parsed();
  return pieces.every((piece) => isStatement(piece) && isSessionFree(piece)) ? [] : settings;
}

const directionOf = (step: StepDirection) => (step === 'down' ? 'down' : 'up');

const goesOn = (ground: Ground, step: StepDirection): Promise<boolean> =>
  ground.go(directionOf(step)).then(
    () => true,
    (error) => {
      if (error instanceof StepFailure) return false;
      throw error;
    },
  );

/** Settings that the role may not have otherwise. */
async function refusedOf(ground: Ground, asked: readonly Asked[]): Promise<readonly OtherSetting[]> {
  const special = [...new Set(asked.flatMap(({ settings }) => settings))].filter(
    (each) => each.beforeReading,
  );
  const refused: OtherSetting[] = [];
  for (const each of special)
    await ground
      .here((database) => database.run(each.begin))
      .catch((error) => {
        if (error.code !== sqlState.insufficientPrivilege) throw error;
        refused.push(each);
      });
  return refused;
}

async function findingsOf(
  ground: Ground,
  { migration }: Trial,
  { step, settings }: Asked,
): Promise<Finding[]> {
  const direction = directionOf(step);
  const own = await ground.attempt(direction, []);
  const otherwise = async (each: readonly OtherSetting[]) =>
    differencesOf(own, await ground.attempt(direction, each));
  const all = await otherwise(settings);
  if (all.length === 0) return [];
  const drawn = new Set((await otherwise([])).map(({ key }) => key));
  const first = all.find(({ key }) => !drawn.has(key));
  if (!first) return [];
  for (const setting of settings) {
    const found = (await otherwise([setting])).find(({ key }) => key === first.key);
    if (found) return [await findingOf(ground, migration, step, found, [setting])];
  }
  return [await findingOf(ground, migration, step, first, settings)];
}

/** The time at which it runs, which differs from run to run anyway, is no value that anybody relies on. */
async function findingOf(
  ground: Ground,
  migration: Migration,
  step: StepDirection,
  different: Different,
  settings: readonly OtherSetting[],
): Promise<Finding> {
  const piece = await pieceOf(ground, migration, step, different, settings);
  const times = await ground.here(timesOf);
  const isInfo =
    (different.value !== undefined && times.includes(different.value)) ||
    settings.every(({ differs }) => !differs);
  const words = settings.map((each) => each.words).join(' and ');
  const said = `${different.what}, in a session ${words}${piece ? `: ${shorten(oneLine(piece.text), 80)}` : ''}`;
  return foundAt('migration-depends-on-session', migration, step, different.about, said, {
    line: piece?.line,
    ...(isInfo ? { severity: 'info' } : different.severity ? { severity: different.severity } : {}),
  });
}

/** The statement after which it is otherwise; or, where nobody can look between, the last that names what is. */
async function pieceOf(
  ground: Ground,
  migration: Migration,
  step: StepDirection,
  { key, about }: Different,
  settings: readonly OtherSetting[],
): Promise<Piece | undefined> {
  const direction = directionOf(step);
  const { pieces } = await fileOf({ migration, direction }).parsed();
  const own = await ground.attemptByPiece(direction, []);
  const other = own && (await ground.attemptByPiece(direction, settings));
  const at = other?.findIndex((left, index) => {
    const usual = own?.[index];
    return usual && differencesOf(usual, left).some((each) => each.key === key);
  });
  return pieces[at ?? -1] ?? pieces.findLast(({ text }) => about && mentions(text, about.name));
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
