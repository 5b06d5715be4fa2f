import { keptOr } from '../../cache/kept.ts';
import { sidesWith } from '../../checks/compare/blame.ts';
import { drift as findDrift, isWithin } from '../../checks/drift/find-drift.ts';
import type { LiveState } from '../../checks/drift/live-state.ts';
import { stateOf } from '../../checks/drift/state/state-findings.ts';
import { pendingFails } from '../../checks/unanswered.ts';
import { declaredFile } from '../../declared/declared-cache.ts';
import { schemaLocator } from '../../declared/schema-locator.ts';
import { catalogAfter } from '../../history/timeline.ts';
import type { Catalog } from '../../model/catalog.ts';
import { once } from '../../model/once.ts';
import { ifProblem } from '../../model/problem.ts';
import type { Report } from '../../model/report.ts';
import type { Context } from '../context.ts';
import { comparedWith, scratchAt } from '../expected.ts';
import { notCompared, notKept, ofNobody } from '../not-compared.ts';
import { tableShapes } from '../table-shapes.ts';
import { membersPart } from './members-part.ts';
import { buildSchema, declarationIn, type GetScratch, planned } from './when-needed.ts';

/** Does a live database agree with the migrations that it has run? Throws where they lead nowhere. */
export async function againstMigrations(
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
  const besides = stateOf(live.state, sides.catalog, findings);
  const all = [...findings, ...members.findings, ...besides.findings];
  const plan = context.options.plan
    ? await scratch(sides.count)(async (target) =>
        planned(context, {
          live: { catalog: sides.catalog, edges: live.edges },
          upTo,
          target,
          databases: await getScratch(),
          concerns: ({ server, objects }) => ({ server, objects: objects.filter(answers) }),
          besides: [...members.findings, ...besides.findings.filter(({ severity }) => severity !== 'info')],
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
      ...besides.notCompared,
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
