import { createHash } from 'node:crypto';
import { counted } from '../model/counted.ts';
import { cut } from '../report/cut.ts';
import { code } from '../report/markdown-code.ts';
import { visible } from '../report/visible.ts';
import { addComment, asProblem, firstOf, type Github } from './github.ts';
import { isOurs, marker, wordsAfter } from './marker.ts';
import type { Told } from './told.ts';

export interface IssueOptions {
  /** Tells several databases of one repository apart. */
  readonly key: string;
  readonly label: string;
}

/** What became of the issue. */
export interface IssueChange {
  readonly state: 'opened' | 'changed' | 'closed' | 'unchanged' | 'none';
  readonly url?: string;
}

/**
 * Keeps one open issue for as long as there are findings: opens it, writes into it what is new and what is gone when they
 * change, closes it when they are gone. A run that could not tell changes nothing.
 */
export const keepIssue = (github: Github, told: Told, options: IssueOptions): Promise<IssueChange> =>
  keep(github, told, options).catch(asProblem('issues'));

async function keep(github: Github, told: Told, options: IssueOptions): Promise<IssueChange> {
  const open = await openIssue(github, options);
  const url = open?.html_url;
  if (told.code === 1) return { state: open ? 'unchanged' : 'none', ...(url ? { url } : {}) };
  if (!open)
    return told.code === 0
      ? { state: 'none' }
      : { state: 'opened', url: await create(github, told, options) };
  const { number, html_url, body } = open;
  if (told.code === 0) {
    await addComment(github, number, 'The database agrees again.');
    await update(github, number, { state: 'closed', state_reason: 'completed' });
    return { state: 'closed', url: html_url };
  }
  const before = wordsAfter(body ?? '', ...namesOf(options), 'findings') ?? [];
  const news = changes(before, told);
  if (news === undefined) return { state: 'unchanged', url: html_url };
  await update(github, number, { body: bodyOf(told, options) });
  await addComment(github, number, news);
  return { state: 'changed', url: html_url };
}

const namesOf = ({ key }: IssueOptions): readonly string[] => ['issue', key];

/** A body of GitHub holds 65,536 characters. */
const most = 65_536;

/** The report, under the names of its findings; where there is no room for these, under one of all. */
function bodyOf({ body, findings }: Told, options: IssueOptions): string {
  const headed = (names: readonly string[]): string =>
    `${marker(...namesOf(options))}\n${marker(...namesOf(options), 'findings', ...names)}\n${body}`;
  const whole = headed([...findings.keys()].sort());
  return whole.length <= most ? whole : headed([allOf(findings)]);
}

const allOf = (findings: Told['findings']): string =>
  `all:${createHash('sha256')
    .update([...findings.keys()].sort().join())
    .digest('hex')}`;

/** What is new and what is gone, in Markdown; undefined where nothing is. */
function changes(before: readonly string[], { findings }: Told): string | undefined {
  const [all = ''] = before;
  if (all.startsWith('all:'))
    return all === allOf(findings) ? undefined : `The findings are others now: ${findings.size} of them.`;
  const added = [...findings].filter(([name]) => !before.includes(name));
  const gone = before.filter((name) => !findings.has(name)).length;
  if (added.length === 0 && gone === 0) return undefined;
  const shown = added
    .slice(0, 20)
    .map(([, { rule, message }]) => `- ${code(rule)}: ${code(visible(cut(message)))}`);
  const rest = added.length - shown.length;
  return [
    `${counted(added.length, 'finding')} new, ${gone} gone.`,
    ...(shown.length > 0 ? ['', ...shown] : []),
    ...(rest > 0 ? [`- _and ${rest} more_`] : []),
  ].join('\n');
}

const openIssue = ({ octokit, repository }: Github, options: IssueOptions) =>
  firstOf(
    octokit.paginate.iterator('GET /repos/{owner}/{repo}/issues', {
      ...repository,
      state: 'open',
      labels: options.label,
      sort: 'created',
      direction: 'asc',
      per_page: 100,
    }),
    (each) => !each.pull_request && isOurs(each, ...namesOf(options)),
  );

async function create({ octokit, repository }: Github, told: Told, options: IssueOptions): Promise<string> {
  const { data } = await octokit.request('POST /repos/{owner}/{repo}/issues', {
    ...repository,
    title: `${visible(options.key)} differs from its migrations`,
    body: bodyOf(told, options),
    labels: [options.label],
  });
  return data.html_url;
}

const update = (
  { octokit, repository }: Github,
  number: number,
  change: { readonly body: string } | { readonly state: 'closed'; readonly state_reason: 'completed' },
) =>
  octokit.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
    ...repository,
    issue_number: number,
    ...change,
  });
