import type { Direction } from '../../../history/file-name.ts';
import { shorten } from '../../../model/cost.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Identity, Kind } from '../../../model/identity.ts';
import type { Twofold } from '../../../rows/session-bound.ts';
import type { ParsedSql } from '../../../sql/sql-file.ts';
import type { NodeKind, Statement } from '../../../sql/statement.ts';
import { setsSearchPath, temporaryIn, type Unqualified, unqualifiedIn } from '../../../sql/unqualified.ts';
import type { Trial } from '../trial.ts';
import { isReversible } from '../trial-database.ts';
import { foundAt } from './found-at.ts';

/** Statements that people write by hand; drizzle-kit writes the others, and never says `public` in them. */
const byHand: ReadonlySet<NodeKind> = new Set([
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
  'SelectStmt',
  'TruncateStmt',
  'CopyStmt',
  'CallStmt',
  'DoStmt',
  'CreateTableAsStmt',
  'CreateFunctionStmt',
]);

/**
 * Does a step say names without a schema that are in several, or that a temporary table of its own has too? What they mean
 * is up to the search_path of its session, unless the step sets that first.
 */
export async function twofoldNames(trial: Trial): Promise<Finding[]> {
  const { migration } = trial;
  const steps: readonly Direction[] = isReversible(migration) ? ['up', 'down'] : ['up'];
  const found = await Promise.all(steps.map((step) => inStep(trial, step)));
  return found.flat();
}

/** Each name is said once in a step, of a statement that people write where there is one. */
async function inStep(trial: Trial, step: Direction): Promise<Finding[]> {
  const uses = await usesIn(trial, (trial.migration[step] ?? trial.migration.up).parsed());
  return [...new Set(uses.map(({ twofold }) => twofold))].flatMap((twofold) => {
    const own = uses.filter((use) => use.twofold === twofold);
    const use = own.find(({ severity }) => severity === 'warning') ?? own[0];
    return use ? [findingOf(trial, step, use)] : [];
  });
}

/** A name in a statement that could be of two. */
interface Use {
  readonly statement: Statement;
  readonly twofold: Twofold;
  readonly severity: 'warning' | 'info';
}

async function usesIn({ stateBefore }: Trial, parsed: Promise<ParsedSql>): Promise<readonly Use[]> {
  const { statements } = await parsed;
  const known = [...stateBefore.sessionBound.twofold];
  const uses: Use[] = [];
  for (const statement of statements) {
    if (setsSearchPath(statement)) break;
    const names = known.length === 0 ? [] : await unqualifiedIn(statement);
    for (const twofold of known.filter((each) => names.some((name) => isOf(each, name)))) {
      const isByHand = twofold.kind === 'function' || byHand.has(statement.kind);
      uses.push({ statement, twofold, severity: isByHand ? 'warning' : 'info' });
    }
    const temporary = temporaryIn(statement);
    if (temporary !== undefined && stateBefore.tableNames.has(temporary))
      known.push({ kind: 'relation', letter: 'r', name: temporary, schemas: ['public', 'pg_temp'] });
  }
  return uses;
}

const isOf = ({ kind, name }: Twofold, used: Unqualified): boolean =>
  kind === used.kind && name === used.name;

const findingOf = ({ migration }: Trial, step: Direction, { statement, twofold, severity }: Use): Finding => {
  const { name, schemas } = twofold;
  const text = shorten(statement.text.replace(/\s+/g, ' ').trim(), 80);
  const said = `means another ${name} in a session with another search_path, since there is one in ${schemas.join(' and in ')}: ${text}`;
  return foundAt('migration-depends-on-session', migration, step, identityOf(twofold), said, {
    line: statement.line,
    severity,
    advice: `say the schema (${schemas[0]}.${name}), or ${statement.kind === 'CreateFunctionStmt' ? 'SET search_path in the function' : 'SET LOCAL search_path before the statement'}`,
  });
};

const kinds: Readonly<Record<string, Kind>> = {
  'relation v': 'view',
  'relation m': 'materialized-view',
  'relation S': 'sequence',
  'type e': 'enum',
  'type d': 'domain',
  'type c': 'composite-type',
};

const identityOf = ({ kind, letter, name, schemas: [schema = 'public'] }: Twofold): Identity => ({
  kind: kinds[`${kind} ${letter}`] ?? (kind === 'function' ? 'function' : 'table'),
  schema,
  name,
});
