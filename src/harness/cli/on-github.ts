import { appendFile } from 'node:fs/promises';
import { firstLine, Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import type { Failure } from '../report/failure.ts';
import { failureFormats, formats } from '../report/formats.ts';
import type { Io } from './io.ts';

/**
 * In a step of GitHub Actions: annotates files and lines, by commands that the runner takes from standard error too, and adds
 * the report to the job's summary. Throws a Problem when the summary cannot be written.
 */
export async function reportOnGithub(
  report: Report,
  { isAnnotated, verbose }: { readonly isAnnotated: boolean; readonly verbose: boolean },
  { env, stderr }: Io,
): Promise<void> {
  if (env.GITHUB_ACTIONS !== 'true') return;
  if (!isAnnotated)
    stderr.write((await formats.get('github')?.())?.(report, { color: false, verbose }) ?? '');
  await summarize((await formats.get('markdown')?.())?.(report, { color: false }) ?? '', env);
}

/** The same for why there is no report. */
export async function failOnGithub(
  command: string | null,
  failure: Failure,
  { isAnnotated }: { readonly isAnnotated: boolean },
  { env, stderr }: Io,
): Promise<void> {
  if (env.GITHUB_ACTIONS !== 'true') return;
  const [annotation, summary] = await Promise.all(
    ['github', 'markdown'].map(async (name) => (await failureFormats.get(name)?.())?.(command, failure)),
  );
  if (!isAnnotated) stderr.write(annotation ?? '');
  await summarize(summary ?? '', env);
}

async function summarize(printed: string, { GITHUB_STEP_SUMMARY: summary }: Io['env']): Promise<void> {
  if (!summary) return;
  await appendFile(summary, `${printed}\n`).catch((cause) => {
    throw new Problem(`cannot be written: ${firstLine(cause)}`, { where: summary, cause });
  });
}
