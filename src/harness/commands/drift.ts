import { isUndeclarable } from '../catalog/declarable.ts';
import { inScope, isInScope } from '../catalog/scope.ts';
import { rolesIn } from '../catalog/server-roles.ts';
import { sidesWith } from '../checks/compare/blame.ts';
import { withRefused } from '../checks/compare/refused.ts';
import { rolesAreThere } from '../checks/drift/declared-roles-exist.ts';
import {
  compareMembers,
  type MemberFindings,
  memberBlame,
  withoutMembers,
} from '../checks/drift/extension-members.ts';
import { drift as findDrift, isWithin, ledgerSays, refuseNothing } from '../checks/drift/find-drift.ts';
import { type LiveState, readLive } from '../checks/drift/live-state.ts';
import { schemaAlone } from '../checks/drift/schema-alone.ts';
import { couldNotTell, pendingFails } from '../checks/unanswered.ts';
import { declaredRoles } from '../config/managed-roles.ts';
import { type Project, schemaShown } from '../config/project.ts';
import type { Declaration } from '../declared/declare.ts';
import { declaredFile } from '../declared/declared-cache.ts';
import { schemaLocator } from '../declared/schema-locator.ts';
import type { Difference } from '../diff/diff.ts';
import type { WithScratch } from '../equivalence/answers.ts';
import { keptOr } from '../history/kept.ts';
import { catalogAfter } from '../history/timeline.ts';
import type { Catalog, CatalogObject } from '../model/catalog.ts';
import { counted } from '../model/counted.ts';
import type { Culprit, Finding } from '../model/finding.ts';
import { once } from '../model/once.ts';
import { ifProblem, Problem } from '../model/problem.ts';
import type { Question, Report, Verdict } from '../model/report.ts';
import { ServerFailure } from '../postgres/errors.ts';
import type { ScratchDatabases } from '../postgres/scratch.ts';
import { StepFailure } from '../runner/failure.ts';
import { extensionsOn } from './bring-extensions.ts';
import { type Context, migrationsOf, whyNoHistory } from './context.ts';
import { comparedWith, scratchAt } from './expected.ts';
import { liveAddress, withLiveAt } from './live-address.ts';
import type { planForLive } from './live-plan.ts';
import { notCompared, notKept, ofNobody } from './not-compared.ts';
import { onPlatformOf } from './platform-of-live.ts';
import type { declare } from './schema-side.ts';
import { tableShapes } from './table-shapes.ts';
import { withScratchDatabases } from './with-scratch.ts';

/** Most runs find nothing: what only a difference needs (the generator, rows, plans) is loaded when it is needed. */
const declarationIn = async (project: Project): Promise<Declaration> =>
  (await import('../declared/declare.ts')).declarationOf(project);

const buildSchema: typeof declare = async (...given) => (await import('./schema-side.ts')).declare(...given);

const planned: typeof planForLive = async (...given) =>
  (await import('./live-plan.ts')).planForLive(...given);

type GetScratch = () => Promise<ScratchDatabases>;

/**
 * `driftproof drift`: does a live database agree with the migrations it has run? Where they cannot be used, it is
 * compared with the schema alone. Throws a Problem when the database cannot be read.
 */
export async function drift(given: Context): Promise<Partial<Report>> {
  const address = liveAddress(given);
  const { state: read, roles } = await withLiveAt(address, given, async (live) => ({
    state: await readLive(live, given.scope, { forPlan: given.options.plan === true }),
    roles: given.project.managesRole ? await rolesIn(live) : [],
  }));
  const context = onPlatformOf(given, read.roles);
  const state = { ...read, catalog: withoutMembers(inScope(read.whole, context.scope)) };
  refuseNothing(state);
  const report = async (getScratch: GetScratch): Promise<Partial<Report>> => {
    const part = await comparedPart(context, state, getScratch);
    return {
      objects: state.catalog.objects.length,
      notCompared: notCompared(state.catalog, state.grants),
      ...part,
      servers: [...(part.servers ?? []), { kind: 'live', facts: state.catalog.server, from: address.from }],
      verdicts: [...(part.verdicts ?? []), ...(await rolesVerdict(context, roles))],
    };
  };
  return withScratchDatabases(context, report, isAnswered);
}

const isAnswered = ({ verdicts = [] }: Partial<Report>): boolean =>
  verdicts.every(({ unanswered = [] }) => unanswered.length === 0);

async function comparedPart(
  context: Context,
  state: LiveState,
  getScratch: GetScratch,
): Promise<Partial<Report>> {
  const why = await whyNoHistory(context);
  if (why) {
    context.notes.note(`there is no history, so the schema alone is compared: ${why}`);
    return againstSchema(context, state, getScratch);
  }
  try {
    return await againstMigrations(context, state, getScratch);
  } catch (thrown) {
    const scratch = async () => (await getScratch()).create();
    const error = await (await import('../runner/advice.ts'))
      .advisedByLive(scratch, state.catalog.server, thrown)
      .catch(() => thrown);
    // What the migrations lead to is not known: a plan for the schema alone would undo what only they make.
    const planless = { ...context, options: { ...context.options, plan: false } };
    const rest = isOfHistory(error) ? await againstSchema(planless, state, getScratch) : {};
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

const noAnswer = (question: Question, error: unknown, culprit: Culprit, compared: string): Verdict => ({
  question,
  findings: [],
  unanswered: [couldNotTell(question, error, culprit)],
  compared,
});

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

async function againstMigrations(
  context: Context,
  live: LiveState,
  getScratch: GetScratch,
): Promise<Partial<Report>> {
  const { scope, project, settings, notes } = context;
  const compared = await comparedWith(context, live, getScratch);
  const { migrations, timeline, whole, kind, stopped, isOurs, answers, state } = compared;
  const { catalog } = state;
  const place = { scope, configFile: project.configFile, settings };
  if (stopped && !(await isWithin(state, migrations, timeline, place))) throw stopped.error;
  const scratch = scratchAt(context, migrations, getScratch);
  const declared = async (): Promise<Catalog | undefined> => {
    const catalog = catalogAfter(whole, migrations.length);
    // Without a schema that can be loaded, what differs counts as changed by hand.
    const declaration = await declarationIn(project).catch(ifProblem(undefined));
    if (!declaration) return undefined;
    return keptOr(compared.file && declaredFile(compared.file, scope, declaration), () =>
      scratch(timeline.changes.length)(
        async (database) =>
          (await buildSchema(context, declaration, getScratch, { catalog, database })).catalog,
      ),
    );
  };
  const {
    sides,
    findings,
    upTo,
    notes: remarks,
  } = await findDrift(state, migrations, timeline, place, {
    scratchAt: scratch,
    declared: once(declared),
    locate: once(() => schemaLocator(project)),
  });
  for (const remark of remarks) notes.note(remark);
  const expected = catalogAfter(whole, sides.count);
  const later = once(() => catalogAfter(whole, migrations.length));
  const members = await membersPart(context, live, isOurs, getScratch, {
    expected,
    withExpected: scratch(sides.count),
    isPending: (each) => sidesWith(later(), each, 'actual') && !sidesWith(expected, each, 'actual'),
  });
  const all = [...findings, ...members.findings];
  const plan = context.options.plan
    ? await scratch(sides.count)(async (target) =>
        planned(context, {
          live: { catalog: sides.catalog, edges: live.edges },
          upTo,
          target,
          databases: await getScratch(),
          concerns: ({ server, objects }) => ({ server, objects: objects.filter(answers) }),
          besides: members.findings,
        }),
      )
    : undefined;
  return {
    ...(plan ? { plan } : {}),
    servers: [{ kind, facts: timeline.server }],
    notCompared: [
      ...notCompared(catalog, live.grants),
      ...notKept(sides.which),
      ...ofNobody(live.whole, [...catalog.objects, ...whole.empty]),
      ...members.notCompared,
    ],
    objects: catalog.objects.length,
    ...(all.length > 0 ? { tables: tableShapes(expected, sides.catalog) } : {}),
    verdicts: [
      {
        question: 'migrations ↔ database',
        findings: [...all, ...(stopped ? [pendingFails(stopped)] : [])],
        unanswered: members.unanswered,
        compared: `the database as of ${upTo ?? 'no migration'}`,
      },
    ],
  };
}

/** What the migrations leave of extensions, where there are any. */
interface OfMigrations {
  readonly expected: Catalog;
  readonly withExpected: WithScratch;
  readonly isPending: (difference: Difference) => boolean;
}

interface MembersPart extends MemberFindings {
  readonly unanswered: readonly Finding[];
}

/** Are the extensions of a database what they bring by themselves, or the migrations made of them? */
async function membersPart(
  context: Context,
  { whole }: Pick<LiveState, 'whole'>,
  answers: (object: CatalogObject) => boolean,
  getScratch: GetScratch,
  migrations?: OfMigrations,
): Promise<MembersPart> {
  const compared = await compareMembers(
    { expected: migrations?.expected, live: whole, answers },
    { ...extensionsOn(context, getScratch), withExpected: migrations?.withExpected ?? nowhere },
    memberBlame(migrations?.isPending),
  ).catch((error) => error);
  if (!(compared instanceof Error)) return { ...compared, unanswered: [] };
  const question = migrations ? 'migrations ↔ database' : 'schema ↔ database';
  return { findings: [], notCompared: [], unanswered: [couldNotTell(question, compared, 'database')] };
}

/** Where nothing is expected of anything. */
const nowhere: WithScratch = () => Promise.reject(new Error('there is nothing to parse'));

async function againstSchema(
  context: Context,
  state: LiveState,
  getScratch: GetScratch,
): Promise<Partial<Report>> {
  const compared = schemaShown(context.project);
  return schemaPart(context, state, getScratch, compared).catch((error) => ({
    verdicts: [noAnswer('schema ↔ database', error, 'schema', compared)],
  }));
}

async function schemaPart(
  context: Context,
  { catalog, whole, edges, grants }: LiveState,
  getScratch: GetScratch,
  files: string,
): Promise<Partial<Report>> {
  const { project } = context;
  const declared = await buildSchema(context, await declarationIn(project), getScratch, { catalog });
  const locate = await schemaLocator(project);
  const compared = await schemaAlone(declared.catalog, catalog, (use) => use(declared.database), locate);
  const { findings, unanswered } = withRefused('schema ↔ database', declared.refused, compared, locate);
  const isOurs = isInScope(context.scope);
  const members = await membersPart(context, { whole }, isOurs, getScratch);
  const plan = context.options.plan
    ? await planned(context, {
        live: { catalog, edges },
        upTo: undefined,
        target: declared.database,
        databases: await getScratch(),
        concerns: (each) => inScope(each, context.scope),
        isLeft: isUndeclarable,
        besides: members.findings,
      })
    : undefined;
  return {
    ...(plan ? { plan } : {}),
    servers: [{ kind: (await getScratch()).server.kind, facts: declared.catalog.server }],
    notCompared: [...notCompared(catalog, grants), ...members.notCompared],
    ...(findings.length > 0 ? { tables: tableShapes(declared.catalog, catalog) } : {}),
    verdicts: [
      {
        question: 'schema ↔ database',
        findings: [...findings, ...members.findings],
        unanswered: [...unanswered, ...members.unanswered],
        compared: files,
      },
    ],
  };
}
