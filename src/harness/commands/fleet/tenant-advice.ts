import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import type { Tenants } from '../../model/settings.ts';
import { quoteName } from '../../postgres/connection.ts';

/**
 * What is found in a tenant is told by the names of the migrations, so that what several share is said once; SQL that
 * corrects it is for the schema that the tenant has. A plan is for whole databases: none is offered.
 */
export const advisedInTenant = (
  part: Partial<Report>,
  schema: string,
  tenants: Tenants,
): Partial<Report> => ({
  ...part,
  verdicts: (part.verdicts ?? []).map((verdict) => ({
    ...verdict,
    findings: verdict.findings.map((finding) => inTenant(finding, schema, tenants)),
  })),
});

function inTenant(finding: Finding, schema: string, tenants: Tenants): Finding {
  const advice = sqlIn(finding.advice, tenants.schema, schema).replaceAll(' (driftproof repair)', '');
  return advice === finding.advice ? finding : { ...finding, advice };
}

/** SQL of ours quotes every name: a schema is what comes before a dot and after none, or what is called one. */
function sqlIn(text: string, from: string, to: string): string {
  const name = quoteName(from).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const schema = new RegExp(`(?<![.\\w"])${name}(?=\\.)|(?<=SCHEMA )${name}`, 'g');
  return text.replace(schema, (_, at: number) => quotedFor(to, text[at - 1]));
}

/** As within `setval('"a"."b"', 1)`, where a quote is written twice. */
const quotedFor = (name: string, before: string | undefined): string =>
  before === "'" ? quoteName(name).replaceAll("'", "''") : quoteName(name);
