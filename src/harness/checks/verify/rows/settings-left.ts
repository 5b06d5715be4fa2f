import type { Direction } from '../../../history/file-name.ts';
import { shorten } from '../../../model/cost.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import {
  isMeaningful,
  leftBetween,
  madeUpIn,
  restoreSql,
  type SettingLeft,
  settingsIn,
} from '../../../runner/session-settings.ts';
import { SharesNoTransaction } from '../../../runner/shares-transaction.ts';
import { mentions } from '../../../sql/line-of.ts';
import { maySetSomething } from '../../../sql/setting-statements.ts';
import type { Statement } from '../../../sql/statement.ts';
import type { Trial } from '../trial.ts';
import { foundAt } from './found-at.ts';

/** What a step has left set in its session, which is taken back: the next may run in another one. */
export type SettingsLeft = (step: Direction) => Promise<Finding[]>;

/**
 * Do the steps of a migration leave their session as they found it? To be asked before the first of them, and after each.
 * What follows in the same session would mean something else. What a function has set may end with its transaction: that
 * shows only where the step has one of its own.
 */
export async function watchSettings(database: Scratch, trial: Trial): Promise<SettingsLeft> {
  const { up, down } = trial.migration;
  const { sessionBound } = trial.stateBefore;
  const files = down ? [up, down] : [up];
  const may = await Promise.all(files.map(maySetSomething));
  if (!sessionBound.hasFunctions && !may.includes(true)) return async () => [];
  const madeUp = [...sessionBound.madeUp, ...files.flatMap(({ sql }) => madeUpIn(sql))];
  let before = await settingsIn(database, madeUp);
  return async (step) => {
    const now = await settingsIn(database, madeUp);
    const left = leftBetween(before, now);
    const taken = left.map((each) => [each.name, each.before] as const);
    before = { ...now, values: new Map([...now.values, ...taken]) };
    return left.length === 0 ? [] : settingsFindings(database, trial, step, left);
  };
}

async function settingsFindings(
  database: Scratch,
  { migration, trials }: Trial,
  step: Direction,
  left: readonly SettingLeft[],
): Promise<Finding[]> {
  const { statements } = await (migration[step] ?? migration.up).parsed();
  if (
    trials.inTransaction &&
    !left.every(({ name }) => statements.some((each) => setsOf(each) === name.toLowerCase()))
  )
    throw new SharesNoTransaction('a function sets something, maybe for its transaction only');
  await database.run(restoreSql(left));
  return left.map((setting) => {
    const { name, value, before: earlier } = setting;
    const setter = setterOf(statements, name);
    const text = setter ? `: ${shorten(setter.text.replace(/\s+/g, ' ').trim(), 80)}` : '';
    const what = `leaves ${name} at ${JSON.stringify(value)}, not ${JSON.stringify(earlier)}, for what runs after it in the session${text}`;
    const about = { kind: 'setting', name } as const;
    return foundAt('migration-leaves-setting', migration, step, about, what, {
      line: setter?.line,
      ...(isMeaningful(setting) ? {} : { severity: 'info' }),
    });
  });
}

/** What SET, which has words of its own for some settings, is about. */
const setsOf = ({ kind, node }: Statement): string | undefined =>
  kind === 'VariableSetStmt' ? String(node.name).toLowerCase() : undefined;

/** The statement that sets it: by its own words, or by a function, of which the last call is taken. */
const setterOf = (statements: readonly Statement[], name: string): Statement | undefined =>
  statements.findLast((each) => setsOf(each) === name.toLowerCase()) ??
  statements.findLast(({ text }) => mentions(text, name)) ??
  statements.findLast(({ kind, node }) => kind === 'VariableSetStmt' && node.kind === 'VAR_SET_MULTI') ??
  statements.findLast(({ kind }) => /^(Select|Do|Call)Stmt$/.test(kind));
