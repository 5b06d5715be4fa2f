import { sqlState } from '../../../postgres/sqlstates.ts';
import type { Reason } from '../../../runner/failure.ts';

const byOthers = 'let a superuser run the statement before, apart from the migration';
const named = ', or name the role that runs the migration in "role" of the settings';
/** What owners of tables may do instead. */
const orElse = (setting: string): string =>
  setting === 'session_replication_role' ? ', or ALTER TABLE … DISABLE TRIGGER USER for a while' : '';

/** By what the server says of a missing right (Postgres manual, "Privileges", "CREATE EXTENSION", "Row Security Policies"). */
const kinds: readonly (readonly [said: RegExp, advice: (name: string) => string])[] = [
  [
    /extension "([^"]+)"/,
    (name) =>
      `let a superuser create the extension before (it is not a trusted one), and write CREATE EXTENSION IF NOT EXISTS ${name} in the migration${named}`,
  ],
  [
    /^permission denied for (function|procedure|routine|table|view|sequence|schema|type|language|foreign server|foreign-data wrapper|database|large object|tablespace) (.+)$/,
    (name) => `GRANT the role the right on ${name} before the migration${named}`,
  ],
  [
    /^permission denied to set parameter "([^"]+)"$/,
    (name) =>
      `GRANT SET ON PARAMETER ${name} TO the role that runs the migration, before it${orElse(name)}${named}`,
  ],
  [/^must be owner of (.+)$/, (name) => `let the owner of ${name} run the statement${named}`],
  [/role "([^"]+)"$/, (name) => `GRANT ${name} TO the role that runs the migration, before it${named}`],
];

/** What to do about what an ordinary owner was refused; nothing where rows that a policy hides or refuses are the reason. */
export function adviceOnOwner(
  { code, reason }: Pick<Reason, 'code' | 'reason'>,
  hidden: string,
): string | undefined {
  const isOfRights = code === sqlState.insufficientPrivilege;
  if (/row-level security/.test(reason) || (hidden !== '' && !isOfRights)) return undefined;
  if (!isOfRights) return `write the step so that it does the same whoever runs it${named}`;
  for (const [said, advice] of kinds) {
    const match = said.exec(reason);
    if (match) return advice(match.at(-1) ?? '');
  }
  return `${byOthers}${named}`;
}
