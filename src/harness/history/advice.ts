import type { ServerError } from '../postgres/errors.ts';
import { adviceOnServer } from '../postgres/fitness.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { StepFailure } from './failure.ts';

/** The major whose grammar our parser has (libpg-query). */
const parserMajor = 18;

/**
 * A failure with the advice for a statement that another server would run: one that has an extension, or grammar of a
 * newer major. Whatever else was thrown stays as it is. The database must not be in a failed transaction.
 */
export async function advised(database: Scratch, error: unknown): Promise<unknown> {
  if (!(error instanceof StepFailure)) return error;
  const advice = adviceOnServer(error.cause as ServerError) ?? (await adviceOnMajor(database, error));
  return advice === undefined ? error : error.unfit(advice);
}

async function adviceOnMajor(database: Scratch, { code, sql }: StepFailure): Promise<string | undefined> {
  if (code !== syntaxError) return undefined;
  const { parse } = await import('libpg-query');
  const understood = await parse(sql).then(
    () => true,
    () => false,
  );
  const [[row] = []] = await database.run(
    "SELECT current_setting('server_version_num')::int / 10000 AS major",
  );
  const major = Number(row?.major);
  if (!understood || major >= parserMajor) return undefined;
  return `the scratch server is Postgres ${major} and this needs a newer one: --server container --image postgres:${parserMajor}-alpine`;
}

const syntaxError = '42601';
