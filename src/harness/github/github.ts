import { readFileSync } from 'node:fs';
import { Octokit } from '@octokit/core';
import { paginateRest } from '@octokit/plugin-paginate-rest';
import { Problem } from '../model/problem.ts';
import { keepSecrets } from '../model/secrets.ts';
import { tool } from '../report/tool.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A repository on GitHub, and how it is asked. */
export interface Github {
  readonly octokit: InstanceType<typeof Client>;
  readonly repository: { readonly owner: string; readonly repo: string };
}

const Client = Octokit.plugin(paginateRest);
const silent = () => {};
const withinHalfAMinute: typeof fetch = (url, init) =>
  fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });

/** The repository of a workflow (GitHub's manual, "Default environment variables"). Throws a Problem where a variable is not set. */
export function githubOf(env: Environment): Github {
  const token = given(env, 'GITHUB_TOKEN', 'give the step an env of GITHUB_TOKEN, which is github.token');
  keepSecrets([token]);
  const name = given(env, 'GITHUB_REPOSITORY', 'run this in a workflow of GitHub Actions');
  const [owner = '', repo = ''] = name.split('/');
  const octokit = new Client({
    auth: token,
    baseUrl: env.GITHUB_API_URL || 'https://api.github.com',
    userAgent: `${tool.name}/${tool.version}`,
    request: { fetch: withinHalfAMinute },
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  return { octokit, repository: { owner, repo } };
}

/** Adds a comment to an issue, or to a pull request. */
export const addComment = ({ octokit, repository }: Github, number: number, body: string) =>
  octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...repository,
    issue_number: number,
    body,
  });

/** The first of many pages' things that is as it must be; no page after its is asked for. */
export async function firstOf<T>(
  pages: AsyncIterable<{ readonly data: readonly T[] }>,
  isIt: (each: T) => boolean,
): Promise<T | undefined> {
  for await (const { data } of pages) {
    const found = data.find(isIt);
    if (found) return found;
  }
  return undefined;
}

/** The pull request that a workflow runs for; `fromFork`: whether its token may not write. */
export interface PullRequest {
  readonly number: number;
  readonly fromFork: boolean;
}

interface Event {
  readonly pull_request?: {
    readonly number: number;
    readonly head: { readonly repo: { readonly full_name: string } | null };
    readonly base: { readonly repo: { readonly full_name: string } };
  };
}

/** Undefined where a workflow runs for something else. Throws a Problem where its event cannot be read. */
export function pullRequestOf(env: Environment): PullRequest | undefined {
  const file = given(env, 'GITHUB_EVENT_PATH', 'run this in a workflow of GitHub Actions');
  const { pull_request: found } = readEvent(file);
  return (
    found && { number: found.number, fromFork: found.head.repo?.full_name !== found.base.repo.full_name }
  );
}

function readEvent(file: string): Event {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Problem('the event of the workflow cannot be read', { where: file, cause });
  }
}

function given(env: Environment, name: string, advice: string): string {
  const value = env[name];
  if (!value) throw new Problem(`${name} is not set`, { advice });
  return value;
}

/** Throws what GitHub refuses as a Problem that says which right is missing. */
export const asProblem =
  (permission: string) =>
  (error: unknown): never => {
    const { status, message = '' } = error as { status?: number; message?: string };
    if (status === undefined) throw error;
    const mayNot = status === 401 || status === 403 || status === 404;
    throw new Problem(`GitHub answers ${status}: ${message}`, {
      advice: mayNot ? `give the job "permissions: ${permission}: write"` : 'run the workflow again',
      cause: error,
    });
  };
