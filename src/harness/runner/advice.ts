import { isSuperuser } from '../catalog/server-roles.ts';
import type { ServerFacts } from '../model/catalog.ts';
import type { ServerError } from '../postgres/errors.ts';
import { adviceOnPlatform } from '../postgres/platform-advice.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { adviceOnServer, majorMissed, saysUnknown, useMajor } from '../postgres/server-advice.ts';
import { sqlState } from '../postgres/sqlstates.ts';
import { statementsIn } from '../sql/parse.ts';
import { StepFailure } from './failure.ts';

/** The major whose grammar our parser has (libpg-query). */
const parserMajor = 18;

/** A failure with advice where another server would run the SQL. Anything else that was thrown is returned unchanged. */
export async function advised(database: Scratch, error: unknown): Promise<unknown> {
  if (!(error instanceof StepFailure)) return error;
  const cause = error.cause as ServerError;
  const advice = await adviceOn(database, cause, error.piece.text);
  if (advice !== undefined) return error.unfit(advice);
  const setting = adviceOnPlatform(cause);
  if (setting === undefined) return error;
  return new StepFailure(error, error.piece, cause, { advice: `${error.advice}; ${setting}` });
}

/**
 * What to do about SQL that another server would run: one that has the extension, or the grammar or function of a newer
 * major, or a role with more rights. Undefined for any other error. The database must not be in a failed transaction.
 */
export async function adviceOn(
  database: Scratch,
  error: ServerError,
  sql: string,
): Promise<string | undefined> {
  const advice = adviceOnServer(error) ?? (await adviceOnRights(database, error));
  const needed = advice ? undefined : (majorMissed(error) ?? (await majorUnderstanding(error, sql)));
  if (needed === undefined) return advice;
  const own = await majorOf(database);
  return own < needed ? useMajor(own, needed, 'this needs a newer one') : undefined;
}

/** On a server of others our role may not do all that a migration does: that is no fault of the migration. */
async function adviceOnRights(database: Scratch, { code }: ServerError): Promise<string | undefined> {
  if (code !== sqlState.insufficientPrivilege) return undefined;
  return (await isSuperuser(database))
    ? undefined
    : 'use a role on the scratch server that may do this, or --server embedded';
}

/** The major of our parser, when it can parse what the server called a syntax error. */
async function majorUnderstanding({ code }: ServerError, sql: string): Promise<number | undefined> {
  if (code !== sqlState.syntaxError) return undefined;
  return (await statementsIn(sql)).length > 0 ? parserMajor : undefined;
}

async function majorOf(database: Scratch): Promise<number> {
  const [[row] = []] = await database.run(
    "SELECT current_setting('server_version_num')::int / 10000 AS major",
  );
  return Number(row?.major);
}

/**
 * A failure with advice when the live server, on which the history did run, is of a newer major: the history may need
 * that major. Anything else that was thrown is returned unchanged.
 */
export async function advisedByLive(
  scratch: () => Promise<Scratch>,
  live: ServerFacts,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof StepFailure) || error.serverIsUnfit || !saysUnknown(error.code)) return error;
  const [own, needed] = [await majorOf(await scratch()), Math.floor(live.versionNumber / 10_000)];
  return own < needed ? error.unfit(useMajor(own, needed, `the live one ${needed}`)) : error;
}
