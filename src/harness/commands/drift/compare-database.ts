import { rolesAreThere } from '../../checks/drift/declared-roles-exist.ts';
import { ledgerSays, refuseNothing } from '../../checks/drift/find-drift.ts';
import type { LiveState } from '../../checks/drift/live-state.ts';
import { declaredRoles } from '../../config/managed-roles.ts';
import { schemaLocator } from '../../declared/schema-locator.ts';
import type { CatalogObject } from '../../model/catalog.ts';
import { counted } from '../../model/counted.ts';
import type { Finding } from '../../model/finding.ts';
import { ifProblem, Problem } from '../../model/problem.ts';
import type { Report, Verdict } from '../../model/report.ts';
import { ServerFailure } from '../../postgres/errors.ts';
import { StepFailure } from '../../runner/failure.ts';
import { type Context, migrationsOf, whyNoHistory } from '../context.ts';
import { notCompared } from '../not-compared.ts';
import { againstMigrations } from './against-migrations.ts';
import { againstSchema } from './against-schema.ts';
import type { DriftGround } from './ground.ts';
import { noAnswer } from './no-answer.ts';
import type { ReadDatabase } from './read-database.ts';
import { declarationIn } from './when-needed.ts';

/** Does it agree with the migrations that it has run, or else with the schema alone? Throws a Problem for an empty one. */
export async function compareDatabase(
  { context, state, roles, from }: ReadDatabase,
  ground: DriftGround,
): Promise<Partial<Report>> {
  refuseNothing(state);
  const part = await comparedPart(context, state, ground);
  return {
    objects: state.catalog.objects.length,
    notCompared: notCompared(state.catalog),
    ...part,
    servers: [...(part.servers ?? []), { kind: 'live', facts: state.catalog.server, from }],
    verdicts: [...(part.verdicts ?? []), ...(await rolesVerdict(context, roles))],
  };
}

/** Whether every part of a report has an answer. */
export const isAnswered = ({ verdicts = [] }: Partial<Report>): boolean =>
  verdicts.every(({ unanswered = [] }) => unanswered.length === 0);

async function comparedPart(
  context: Context,
  state: LiveState,
  ground: DriftGround,
): Promise<Partial<Report>> {
  const why = await whyNoHistory(context);
  if (why) {
    context.notes.note(`there is no history, so the schema alone is compared: ${why}`);
    return againstSchema(context, state, ground);
  }
  try {
    return await againstMigrations(context, state, ground);
  } catch (thrown) {
    const scratch = async () => (await ground.getScratch()).create();
    const error = await (await import('../../runner/advice.ts'))
      .advisedByLive(scratch, state.catalog.server, thrown)
      .catch(() => thrown);
    // What the migrations lead to is not known: a plan for the schema alone would undo what only they make.
    const planless = { ...context, options: { ...context.options, plan: false } };
    const rest = isOfHistory(error) ? await againstSchema(planless, state, ground) : {};
    return {
      ...rest,
      verdicts: [
        {
          ...noAnswer('migrations ↔ database', error, 'history', 'the ledger alone'),
          findings: await ledgerFindings(context, state),
        },
        ...(rest.verdicts ?? []),
      ],
    };
  }
}

/** What the ledger says without any server. */
async function ledgerFindings(
  { project, scope, settings, folder }: Context,
  state: LiveState,
): Promise<Finding[]> {
  const migrations = await folder().then(migrationsOf).catch(ifProblem(undefined));
  return migrations ? ledgerSays(state, migrations, { scope, configFile: project.configFile, settings }) : [];
}

/** Roles belong to the whole server: they are compared only where the config asks for it. */
async function rolesVerdict({ project }: Context, roles: readonly CatalogObject[]): Promise<Verdict[]> {
  const { managesRole } = project;
  if (!managesRole) return [];
  const answer = async (): Promise<Verdict> => {
    const declared = declaredRoles((await declarationIn(project)).statements).filter(({ id }) =>
      managesRole(id.name),
    );
    const findings = rolesAreThere(declared, roles, await schemaLocator(project));
    return { question: 'schema ↔ database', findings, compared: counted(declared.length, 'role') };
  };
  return [await answer().catch((error) => noAnswer('schema ↔ database', error, 'schema', 'roles'))];
}

/**
 * Whether the history is wrong itself, so that the schema is compared instead: not where another server would run it,
 * which the schema would need too, nor where the server failed.
 */
const isOfHistory = (error: unknown): boolean =>
  error instanceof StepFailure
    ? !error.serverIsUnfit
    : error instanceof Problem && !(error instanceof ServerFailure);
