import type { StatementReport } from '../model/plan-report.ts';

/**
 * Who may run a statement that the owner of the object may not: "ALTER TABLE" (DISABLE TRIGGER of internally generated
 * triggers), "CREATE ROLE" and the pages of OWNER TO and GRANT in the Postgres manual.
 */
export function whoMay({ object, sql }: Pick<StatementReport, 'object' | 'sql'>): string {
  if (object.kind === 'role') return 'a superuser, or a role that may create roles';
  if (sql.includes(' OWNER TO ')) return 'a superuser, or an owner who may SET ROLE to the new one';
  return object.kind === 'grant' || object.kind === 'revoke'
    ? 'a superuser, or who owns this or has it WITH GRANT OPTION'
    : 'a superuser';
}
