import { countIn } from '../../checks/drift/find-drift.ts';
import type { LiveState } from '../../checks/drift/live-state.ts';
import type { Migration } from '../../history/migrations.ts';
import { neverMade } from '../../history/never-made.ts';
import type { Report } from '../../model/report.ts';
import { mayChangeRoles, mayMakeSql } from '../../sql/may-change-roles.ts';
import type { Context } from '../context.ts';
import type { DriftGround } from './ground.ts';

/** How a live database is compared with a ground. */
type Compare = (context: Context, live: LiveState, ground: DriftGround) => Promise<Partial<Report>>;

/**
 * The report on a database, made of what its migrations build together; undefined where what each of them builds is known,
 * or has to be. Most runs find nothing, or what somebody has added: which migration made what explains neither.
 */
export async function comparedTogether(
  context: Context,
  live: LiveState,
  ground: DriftGround,
  compare: Compare,
): Promise<Partial<Report> | undefined> {
  const { scope, project, settings } = context;
  if (!isTogetherEnough(context)) return undefined;
  const migrations = await ground.migrations();
  if (migrations.some(isAboutRoles)) return undefined;
  const count = await countIn(live, migrations, { scope, configFile: project.configFile, settings });
  const reached = count === undefined ? undefined : await ground.reached(count);
  const report = reached && (await compare(context, live, { ...ground, comparable: async () => reached }));
  return report && needsNoMore(report, migrations) ? report : undefined;
}

/** Where a project has filters, what migrations have made and dropped is its own too. A plan begins with a difference. */
const isTogetherEnough = ({ scope: { schemas, tables }, options }: Context): boolean =>
  schemas.length === 0 && tables.length === 0 && !options.plan;

/** Whether a migration may speak of roles, or may make SQL that does: what they were given and lost again counts as well. */
const isAboutRoles = ({ up: { sql } }: Migration): boolean =>
  mayChangeRoles(sql) || mayMakeSql(sql) || /\b(drop|reassign)\s+owned\b/i.test(sql);

/** Whether nothing is found that one of several migrations may have made, changed or dropped. */
function needsNoMore({ verdicts = [] }: Partial<Report>, migrations: readonly Migration[]): boolean {
  const findings = verdicts.flatMap((verdict) => verdict.findings);
  if (verdicts.some(({ unanswered = [] }) => unanswered.length > 0)) return false;
  const isStranger = findings.length > 0 ? neverMade(migrations) : () => true;
  return findings.every(
    ({ object, source }) => object.kind === 'migration' || (source === undefined && isStranger(object)),
  );
}
