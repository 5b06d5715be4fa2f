import type { Direction } from '../../../history/file-name.ts';
import { shorten } from '../../../model/cost.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import {
  isMeaningful,
  leftBetween,
  madeUpIn,
  restoreSql,
  type SessionSettings,
  settingsIn,
} from '../../../runner/session-settings.ts';
import { SharesNoTransaction } from '../../../runner/shares-transaction.ts';
import { mentions } from '../../../sql/line-of.ts';
import type { Statement } from '../../../sql/statement.ts';
import type { Trial } from '../trial.ts';
import { foundAt } from './found-at.ts';

/** What a session has set before or after a step of a migration. */
export const settingsOf = (
  database: Scratch,
  { migration: { up, down }, stateBefore }: Trial,
): Promise<SessionSettings> =>
  settingsIn(database, [...stateBefore.sessionBound.madeUp, ...madeUpIn(`${up.sql} ${down?.sql ?? ''}`)]);

/**
 * Does a step leave its session as it found it? It is so again afterwards, since the next step may run in another one. What follows in the same session would mean something else. What a function
 * has set may end with its transaction: that shows only where the step has one of its own.
 */
export async function settingsLeft(
  database: Scratch,
  trial: Trial,
  step: Direction,
  before: SessionSettings,
): Promise<Finding[]> {
  const { migration, trials } = trial;
  const left = leftBetween(before, await settingsOf(database, trial));
  if (left.length === 0) return [];
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
