import { isUndeclarable } from '../../catalog/declarable.ts';
import { inScope, isInScope } from '../../catalog/scope.ts';
import { withRefused } from '../../checks/compare/refused.ts';
import type { LiveState } from '../../checks/drift/live-state.ts';
import { schemaAlone } from '../../checks/drift/schema-alone.ts';
import { leftToPeople } from '../../checks/drift/state/correction.ts';
import { stateOf } from '../../checks/drift/state/state-findings.ts';
import { schemaShown } from '../../config/project.ts';
import { schemaLocator } from '../../declared/schema-locator.ts';
import type { Report } from '../../model/report.ts';
import type { Context } from '../context.ts';
import { roleNamesIn } from '../expected.ts';
import { notCompared } from '../not-compared.ts';
import { renamed } from '../rights-of-plans.ts';
import { tableShapes } from '../table-shapes.ts';
import type { DriftGround } from './ground.ts';
import { membersPart } from './members-part.ts';
import { noAnswer } from './no-answer.ts';
import { buildSchema, declarationIn, type GetScratch, planned } from './when-needed.ts';

/** Does a live database agree with the schema alone? Where that cannot be told, why. */
export async function againstSchema(
  context: Context,
  state: LiveState,
  { getScratch }: Pick<DriftGround, 'getScratch'>,
): Promise<Partial<Report>> {
  const compared = schemaShown(context.project);
  return schemaPart(context, state, getScratch, compared).catch((error) => ({
    verdicts: [noAnswer('schema ↔ database', error, 'schema', compared)],
  }));
}

async function schemaPart(
  context: Context,
  live: LiveState,
  getScratch: GetScratch,
  files: string,
): Promise<Partial<Report>> {
  const { catalog, whole, edges, state } = live;
  const { project, settings } = context;
  const declared = await buildSchema(context, await declarationIn(project), getScratch, { catalog });
  const locate = await schemaLocator(project);
  const expected = renamed(declared.catalog, roleNamesIn(live, settings.roles));
  const compared = await schemaAlone(expected, catalog, (use) => use(declared.database), locate);
  const { findings, unanswered } = withRefused('schema ↔ database', declared.refused, compared, locate);
  const besides = stateOf(state, declared.catalog, catalog, findings);
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
        besides: [...members.findings.map(leftToPeople), ...besides.uncorrected],
        corrections: besides.corrections,
        stopped: besides.stopped,
      })
    : undefined;
  return {
    ...(plan ? { plan } : {}),
    servers: [{ kind: (await getScratch()).server.kind, facts: declared.catalog.server }],
    notCompared: [...notCompared(catalog), ...members.notCompared, ...besides.notCompared],
    ...(findings.length > 0 ? { tables: tableShapes(declared.catalog, catalog) } : {}),
    verdicts: [
      {
        question: 'schema ↔ database',
        findings: [...findings, ...members.findings, ...besides.findings],
        unanswered: [...unanswered, ...members.unanswered],
        compared: files,
      },
    ],
  };
}
