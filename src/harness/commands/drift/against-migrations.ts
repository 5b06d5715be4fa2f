import { sidesWith } from '../../checks/compare/blame.ts';
import { drift as findDrift, isWithin } from '../../checks/drift/find-drift.ts';
import type { LiveState } from '../../checks/drift/live-state.ts';
import { grantedIn } from '../../checks/drift/rights/granted-roles.ts';
import { rightsLeft } from '../../checks/drift/rights/rights-left.ts';
import { leftToPeople } from '../../checks/drift/state/correction.ts';
import { stateOf } from '../../checks/drift/state/state-findings.ts';
import { pendingFails } from '../../checks/unanswered.ts';
import { catalogAfter } from '../../history/timeline.ts';
import { once } from '../../model/once.ts';
import type { Report } from '../../model/report.ts';
import type { Context } from '../context.ts';
import { comparedWith } from '../expected.ts';
import { notCompared, notKept, ofNobody } from '../not-compared.ts';
import { planInputs } from '../rights-of-plans.ts';
import { tableShapes } from '../table-shapes.ts';
import type { DriftGround } from './ground.ts';
import { membersPart } from './members-part.ts';
import { comparedTogether } from './replayed-together.ts';
import { planned } from './when-needed.ts';

/** Does a live database agree with the migrations that it has run? Throws where they lead nowhere. */
export const againstMigrations = async (
  context: Context,
  live: LiveState,
  ground: DriftGround,
): Promise<Partial<Report>> =>
  (await comparedTogether(context, live, ground, compare)) ?? compare(context, live, ground);

async function compare(
  context: Context,
  live: LiveState,
  { declared, mayDeclare, locate, ...ground }: DriftGround,
): Promise<Partial<Report>> {
  const { scope, project, settings, notes } = context;
  const compared = await comparedWith(live, ground, settings.roles);
  const { migrations, timeline, whole, kind, stopped, isOurs, state } = compared;
  const { catalog } = state;
  const { getScratch, scratchAt: scratch } = ground;
  const place = { scope, configFile: project.configFile, settings };
  if (stopped && !(await isWithin(state, migrations, timeline, place))) throw stopped.error;
  const {
    sides,
    findings,
    ofRoles,
    upTo,
    notes: remarks,
  } = await findDrift(state, migrations, timeline, place, {
    scratchAt: scratch,
    declared,
    mayDeclare,
    locate,
  });
  for (const remark of remarks) notes.note(remark);
  const expected = catalogAfter(whole, sides.count);
  const later = once(() => catalogAfter(whole, migrations.length));
  const members = await membersPart(context, live, isOurs, getScratch, {
    expected,
    withExpected: scratch(sides.count),
    isPending: (each) => sidesWith(later(), each, 'actual') && !sidesWith(expected, each, 'actual'),
  });
  const besides = stateOf(live.state, sides.expected, sides.catalog, findings);
  const all = [...findings, ...ofRoles, ...members.findings, ...besides.findings];
  const plan = context.options.plan
    ? await scratch(sides.count)(async (target) =>
        planned(context, {
          ...planInputs(compared, sides),
          upTo,
          target,
          databases: await getScratch(),
          besides: [...[...ofRoles, ...members.findings].map(leftToPeople), ...besides.uncorrected],
          corrections: besides.corrections,
          stopped: besides.stopped,
        }),
      )
    : undefined;
  return {
    ...(plan ? { plan } : {}),
    servers: [{ kind, facts: timeline.server }],
    notCompared: [
      ...notCompared(catalog, rightsLeft(sides.rights, grantedIn(timeline))),
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
