import { counted } from '../model/counted.ts';
import { firstLine, Problem } from '../model/problem.ts';
import { keepSecrets } from '../model/secrets.ts';
import { visible } from '../report/visible.ts';
import type { IssueChange } from './issue.ts';
import type { Told } from './told.ts';

/** Posts what became of an issue to a webhook, in the shape that Slack takes (its manual, "Incoming webhooks"). Throws a Problem. */
export async function postTo(
  url: string,
  key: string,
  change: IssueChange,
  { findings }: Told,
): Promise<void> {
  keepSecrets([url]);
  if (!/^https?:\/\//i.test(url)) throw new Problem('the webhook is not an http or https URL');
  const says =
    change.state === 'closed'
      ? 'agrees with its migrations again'
      : `differs from its migrations: ${counted(findings.size, 'finding')}`;
  const text = `${escaped(visible(key))} ${says}${change.url ? ` <${escaped(change.url)}>` : ''}`;
  const body = JSON.stringify({ text });
  const headers = { 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(10_000);
  const answer = await fetch(url, { method: 'POST', headers, body, signal }).catch((cause) => {
    throw new Problem(`the webhook cannot be reached: ${firstLine(cause.cause ?? cause)}`, { cause });
  });
  if (!answer.ok) throw new Problem(`the webhook answers ${answer.status}`);
}

/** Slack's manual, "Escaping text". */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
