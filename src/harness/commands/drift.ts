import { rolesIn } from '../catalog/server-roles.ts';
import { rolesAreThere } from '../checks/drift/declared-roles-exist.ts';
import { drift as findDrift, refuseNothing } from '../checks/drift/find-drift.ts';
import { type LiveState, readLive } from '../checks/drift/live-state.ts';
import { schemaAlone } from '../checks/drift/schema-alone.ts';
import { declaredRoles } from '../config/managed-roles.ts';
import { declaredSql } from '../declared/declare.ts';
import { schemaLocator } from '../declared/schema-locator.ts';
import { displayPath } from '../history/files.ts';
import { catalogAfter } from '../history/timeline.ts';
import type { Catalog, CatalogObject } from '../model/catalog.ts';
import { Problem } from '../model/problem.ts';
import type { Report, Verdict } from '../model/report.ts';
import { withLive } from '../postgres/live.ts';
import type { ScratchDatabases } from '../postgres/scratch.ts';
import { advisedByLive } from '../runner/advice.ts';
import { StepFailure } from '../runner/failure.ts';
import { type Context, liveUrl } from './context.ts';
import { type Expected, expectedOf, scratchAt } from './expected.ts';
import { notCompared } from './not-compared.ts';
import { once } from './once.ts';
import { declare } from './schema-side.ts';
import { withScratchDatabases } from './scratch.ts';

type GetScratch = () => Promise<ScratchDatabases>;

/** `driftproof drift`: does a live database agree with the migrations it has run? */
export async function drift(context: Context): Promise<Partial<Report>> {
  const { state, roles } = await withLive(liveUrl(context), async (live) => ({
    state: await readLive(live, context.scope),
    roles: context.project.managesRole ? await rolesIn(live) : [],
  }));
  refuseNothing(state);
  return withScratchDatabases(context, async (getScratch) => {
    const expected = await expectedOf(context, getScratch).catch(async (error) => {
      const problem = await advisedByLive(
        async () => (await getScratch()).create(),
        state.catalog.server,
        error,
      );
      if (!(problem instanceof Problem) || isUnfit(problem)) throw problem;
      context.notes.note(`the history cannot be used, so the schema alone is compared: ${problem.message}`);
    });
    const part = await (expected
      ? againstMigrations(context, state, expected, getScratch)
      : againstSchema(context, state, getScratch));
    return {
      objects: state.catalog.objects.length,
      notCompared: notCompared(state.catalog, state.grants),
      ...part,
      verdicts: [...(part.verdicts ?? []), ...(await rolesVerdict(context, state, roles))],
    };
  });
}

/** Roles belong to the whole server: they are compared only where the config asks for it. */
async function rolesVerdict(
  { project }: Context,
  { catalog }: LiveState,
  roles: readonly CatalogObject[],
): Promise<Verdict[]> {
  const { managesRole } = project;
  if (!managesRole) return [];
  const declared = declaredRoles(await declaredSql(project)).filter(({ id }) => managesRole(id.name));
  const findings = rolesAreThere(declared, roles, catalog.server, await schemaLocator(project));
  return [{ question: 'schema ↔ database', findings, compared: `${declared.length} roles` }];
}

/** A history that another server would run is no broken one. */
const isUnfit = (problem: Problem): boolean => problem instanceof StepFailure && problem.serverIsUnfit;

async function againstMigrations(
  context: Context,
  state: LiveState,
  { migrations, timeline, kind }: Expected,
  getScratch: GetScratch,
): Promise<Partial<Report>> {
  const { scope, project, notes } = context;
  const declared = async (): Promise<Catalog> => {
    const like = catalogAfter(timeline, migrations.length);
    return (await declare(context, await declaredSql(project), getScratch, like)).catalog;
  };
  const {
    findings,
    upTo,
    notes: remarks,
  } = await findDrift(state, migrations, timeline, scope.ledger, {
    scratchAt: scratchAt(context, migrations, getScratch),
    // A schema that cannot be loaded explains nothing: what differs then was changed by hand.
    declared: once(() => declared().catch(() => undefined)),
    locate: once(() => schemaLocator(project)),
  });
  for (const remark of remarks) notes.note(remark);
  return {
    servers: [
      { kind, facts: timeline.server },
      { kind: 'live', facts: state.catalog.server },
    ],
    verdicts: [
      {
        question: 'migrations ↔ database',
        findings,
        compared: `the database as of ${upTo ?? 'no migration'}`,
      },
    ],
  };
}

async function againstSchema(
  context: Context,
  { catalog }: LiveState,
  getScratch: GetScratch,
): Promise<Partial<Report>> {
  const { project } = context;
  const declared = await declare(context, await declaredSql(project), getScratch, catalog);
  const findings = await schemaAlone(
    declared.catalog,
    catalog,
    (use) => use(declared.database),
    await schemaLocator(project),
  );
  return {
    servers: [
      { kind: (await getScratch()).server.kind, facts: declared.catalog.server },
      { kind: 'live', facts: catalog.server },
    ],
    verdicts: [
      { question: 'schema ↔ database', findings, compared: project.schema.map(displayPath).join(', ') },
    ],
  };
}
