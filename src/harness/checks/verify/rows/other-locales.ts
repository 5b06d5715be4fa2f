import type { Direction } from '../../../history/file-name.ts';
import { shorten } from '../../../model/cost.ts';
import type { Finding } from '../../../model/finding.ts';
import { withMoneyOf } from '../../../sql/amounts.ts';
import { leftToLocale } from '../../../sql/left-to-locale.ts';
import type { Statement } from '../../../sql/statement.ts';
import type { Trial } from '../trial.ts';
import { isReversible } from '../trial-database.ts';
import { foundAt } from './found-at.ts';

/**
 * Does a step leave values to a locale of its session? That is read from its words: a server knows few locales, so that it
 * cannot be tried.
 */
export async function otherLocales({ migration, stateBefore }: Trial): Promise<Finding[]> {
  const steps: readonly Direction[] = isReversible(migration) ? ['up', 'down'] : ['up'];
  const { money: names, moneyTables: tables } = stateBefore.sessionBound;
  let money = { names, tables };
  const found: Finding[] = [];
  for (const step of steps) {
    const { statements } = await (migration[step] ?? migration.up).parsed();
    money = withMoneyOf(money, statements);
    for (const [at, statement] of statements.entries())
      for (const { setting, text } of await leftToLocale(statement, money)) {
        if (statements.slice(0, at).some((earlier) => sets(earlier, setting))) continue;
        const quoted = shorten(statement.text.replace(/\s+/g, ' ').trim(), 80);
        const said = `may give other values in a session with another ${setting}, by '${text}': ${quoted}`;
        found.push(
          foundAt('migration-depends-on-session', migration, step, undefined, said, {
            line: statement.line,
            severity: 'warning',
            advice: advice[setting],
          }),
        );
      }
  }
  return found;
}

const sets = ({ kind, node }: Statement, setting: string): boolean =>
  kind === 'VariableSetStmt' && String(node.name).toLowerCase() === setting;

const advice = {
  lc_time: 'leave TM out of the format, which gives English names',
  lc_numeric: 'write . and , in the format in place of D and G',
  lc_monetary: 'write amounts of money as numbers (1.50::money), and the currency itself in place of L',
};
