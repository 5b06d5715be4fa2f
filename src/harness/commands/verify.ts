import { historyIsOneLine } from '../checks/folder/history-is-one-line.ts';
import { notSaidBefore } from '../checks/verify/transaction-findings.ts';
import { type OnStep, verify as runVerify } from '../checks/verify/verify-history.ts';
import { declaredSql } from '../declared/declare.ts';
import { displayPath } from '../history/files.ts';
import type { Migration } from '../history/migrations.ts';
import { Problem } from '../model/problem.ts';
import type { Report, RowOptions } from '../model/report.ts';
import type { FilledTable } from '../rows/fill.ts';
import { type Context, folderOf, migrationsOf } from './context.ts';
import { notCompared } from './not-compared.ts';
import { verifyDefaults } from './options.ts';
import { schemaSide } from './schema-side.ts';
import { withScratchDatabases } from './scratch.ts';

/**
 * `driftproof verify`: do the migrations build what the schema declares, and can each be taken back?
 * `onStep` is told of each migration when it is done, and what was found. Throws a StepFailure when an up fails.
 */
export async function verify(context: Context, onStep: OnStep = () => {}): Promise<Partial<Report>> {
  const { project, scope, notes, io, options } = context;
  const folder = await folderOf(project);
  const files = await historyIsOneLine(folder, { configFile: project.configFile, now: io.now().getTime() });
  for (const { source, advice, rule } of files)
    if (rule === 'migration-down-missing') notes.note(`${source?.file}: there is no down file; ${advice}`);
  const migrations = await migrationsOf(folder);
  const rows = rowOptions(context, migrations);
  const declared = await declaredSql(project);
  return withScratchDatabases(context, async (getScratch) => {
    const databases = await getScratch();
    if (rows.perTable > 0) notes.note(`${rows.perTable} rows in each table, seed ${rows.seed}`);
    const {
      findings,
      steps,
      replayed,
      unfilled,
      notCompared: notMeasured,
    } = await runVerify({
      databases,
      migrations,
      scope,
      rows: { ...rows, byHand: context.settings.rows },
      cost: options.cost ? { sizes: options.sizes ?? verifyDefaults.sizes, seed: seedOfCi } : undefined,
      schema: (like) => schemaSide(context, folder, declared, databases, like),
      onStep: (step, found) => {
        notes.progress(`  ${step.tag}`);
        onStep(step, found);
      },
    });
    notes.progress('');
    const compared = `${migrations.length} migrations and ${project.schema.map(displayPath).join(', ')}`;
    return {
      servers: [{ kind: databases.server.kind, facts: replayed.server }],
      steps,
      ...(rows.perTable > 0 ? { rows } : {}),
      verdicts: [
        { question: 'files', findings: files, compared: `${folder.journal.length} migrations` },
        { question: 'schema ↔ migrations', findings: notSaidBefore(findings, files), compared },
      ],
      objects: replayed.objects.length,
      notCompared: [...notCompared(replayed), ...notFilled(rows, unfilled), ...notMeasured],
    };
  });
}

/** A fixed seed for machines that run again and again, a new one for people. */
const seedOfCi = 1;

/** How rows are made. Throws a Problem when some are given for a migration that is not there. */
function rowOptions({ options, io, settings }: Context, migrations: readonly Migration[]): RowOptions {
  const strange = Object.keys(settings.rows).find((tag) => migrations.every((each) => each.tag !== tag));
  if (strange !== undefined)
    throw new Problem(`there is no migration ${strange}`, {
      where: `${settings.file}, rows`,
      advice: 'name one by its tag, which is its file name without .sql',
    });
  const perTable = options.rows ?? 0;
  const seed = options.seed ?? (io.env.CI ? seedOfCi : Math.floor(Math.random() * 2 ** 31));
  return { perTable, seed };
}

/** Says which tables the migrations met with fewer rows, or fewer values, than was wished. */
function notFilled({ perTable }: RowOptions, unfilled: readonly FilledTable[]): string[] {
  if (perTable === 0) return ['not tried: migrations with rows in the tables (--rows 0)'];
  const said = unfilled.map(
    ({ schema, table, rows, refused }) =>
      [`${schema}.${table}`, `${rows} of ${perTable}: ${refused}`] as const,
  );
  return [...new Map(said)].map(([name, why]) => `rows in ${name}: ${why}`);
}
