import { addComment, asProblem, firstOf, type Github, type PullRequest } from './github.ts';
import { isOurs, marker } from './marker.ts';
import type { Told } from './told.ts';

export interface CommentOptions {
  /** Tells several projects of one repository apart. */
  readonly key: string;
  /** Whether a pull request gets one that has no finding and had none before. */
  readonly always: boolean;
}

/** Writes the report into the one comment of a pull request, new or changed. Returns what was done. */
export async function upsertComment(
  github: Github,
  { number, fromFork }: PullRequest,
  { code, body }: Told,
  { key, always }: CommentOptions,
): Promise<string> {
  if (code === 1) return 'there is no report to comment with';
  if (fromFork) return 'no comment: the token of a pull request from a fork may not write one';
  const name = ['comment', key];
  const before = await commentOf(github, number, name).catch(asProblem('pull-requests'));
  if (!before && code === 0 && !always) return 'no comment: there is nothing to say';
  const text = `${marker(...name)}\n${body}`;
  if (before?.body === text) return 'the comment says so already';
  await (before ? change(github, before.id, text) : addComment(github, number, text)).catch(
    asProblem('pull-requests'),
  );
  return before ? 'the comment is changed' : 'a comment is added';
}

const commentOf = ({ octokit, repository }: Github, number: number, name: readonly string[]) =>
  firstOf(
    octokit.paginate.iterator('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...repository,
      issue_number: number,
      per_page: 100,
    }),
    (each) => isOurs(each, ...name),
  );

const change = ({ octokit, repository }: Github, id: number, body: string) =>
  octokit.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
    ...repository,
    comment_id: id,
    body,
  });
