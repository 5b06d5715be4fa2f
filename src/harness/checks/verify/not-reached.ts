import type { Migration } from '../../history/migrations.ts';
import { escapePattern } from '../../model/escape-pattern.ts';
import type { Finding } from '../../model/finding.ts';
import type { Identity } from '../../model/identity.ts';
import type { StepReport } from '../../model/report.ts';

/** The reports of migrations that were not applied: the first failed, so that the others were not reached. */
export const notReached = (migrations: readonly Pick<Migration, 'tag' | 'irreversible'>[]): StepReport[] =>
  migrations.map(({ tag, irreversible }, at) => ({
    tag,
    ...(irreversible === undefined ? {} : { irreversible }),
    mode: null,
    up: at === 0 ? 'fails' : 'not reached',
    down: 'not reached',
    reapply: 'not reached',
    rows: 'not reached',
    cost: 'not reached',
    costs: [],
    ms: 0,
  }));

/**
 * What can be said of a schema though some migrations were not applied: whatever they do not name. An object that one
 * of them names, itself or by its table, may be as the schema has it once they are.
 */
export function notNamedBy(migrations: readonly Migration[], findings: readonly Finding[]): Finding[] {
  const sql = migrations.map(({ up }) => up.sql).join('\n');
  return findings.filter(({ object }) => !namesOf(object).some((name) => isNamed(sql, name)));
}

/** The schema that everything lies in tells nothing. */
const namesOf = ({ schema, table, name }: Identity): string[] => [
  table ?? name,
  ...(schema === undefined || schema === 'public' ? [] : [schema]),
];

const isNamed = (sql: string, name: string): boolean =>
  new RegExp(`(?<![\\w$])${escapePattern(name)}(?![\\w$])`, 'i').test(sql);
