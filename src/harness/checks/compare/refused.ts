import type { Refused } from '../../declared/declare.ts';
import type { Finding, Source } from '../../model/finding.ts';
import type { Identity } from '../../model/identity.ts';
import type { Question } from '../../model/report.ts';
import { adviceOnPlatform } from '../../postgres/platform-advice.ts';
import { found } from '../rules/found.ts';

/**
 * What a comparison with the schema has found, beside what of the schema Postgres refuses: nothing can be said of what
 * that would have made. Where another server would take it, that part has no answer.
 */
export function withRefused(
  question: Question,
  refused: readonly Refused[],
  findings: readonly Finding[],
  locate: (id: Identity) => Source | undefined,
): { readonly findings: readonly Finding[]; readonly unanswered: readonly Finding[] } {
  // The indexes of a refused table say nothing more than the table.
  const roots = refused.filter((each, at) =>
    [-1, at].includes(refused.findIndex((other) => isOf(each.object, other))),
  );
  const told = (each: Refused): Finding => refusedFinding(question, each, locate(each.object));
  return {
    findings: [
      ...roots.filter(({ advice }) => advice === undefined).map(told),
      ...findings.filter(({ object }) => !refused.some((each) => isOf(object, each))),
    ],
    unanswered: roots.filter(({ advice }) => advice !== undefined).map(told),
  };
}

/** Whether an object is what a statement would have made, or a part of the table that it would have made. */
function isOf({ schema, table, name }: Identity, { object }: Refused): boolean {
  if (object.kind === 'unmodeled' || schema !== object.schema) return false;
  if (object.table !== undefined) return object.table === table && object.name === name;
  return object.name === (table ?? name);
}

function refusedFinding(
  question: Question,
  { statement, error, object, advice }: Refused,
  source: Source | undefined,
): Finding {
  const sql = statement.replace(/\s+/g, ' ').trim();
  const message = `Postgres refuses what the schema declares: ${error.message}: ${sql}`;
  const finding =
    advice === undefined
      ? found('schema-refused', object, message, { advice: adviceOnPlatform(error) })
      : { ...found('could-not-tell', { kind: 'setting', name: question }, message, { advice }) };
  return { ...finding, ...(source ? { source } : {}) };
}
