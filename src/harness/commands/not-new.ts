import { didYouMean } from '../config/did-you-mean.ts';
import { unchangedSince } from '../history/at-ref.ts';
import { fileNameOf } from '../history/file-name.ts';
import { downNamesOf, type Folder } from '../history/folder.ts';
import { Problem } from '../model/problem.ts';
import type { Context } from './context.ts';

/** The migrations that are not tried because they are old. */
export interface NotNew {
  readonly tags: ReadonlySet<string>;
  /** What the report says of it: one sentence, or none. */
  readonly said: readonly string[];
}

/**
 * Which migrations are old by the options: those up to `since`, or those whose files are in `base` as they are here. None
 * without either. Throws a Problem for both together, for an unknown tag, and as {@link unchangedSince} does.
 */
export async function notNew({ options, environment }: Context, folder: Folder): Promise<NotNew> {
  const { since, base } = options;
  if (since !== undefined && base !== undefined)
    throw new Problem('--since and --base cannot be used together', {
      advice: 'both say which migrations are new: use one of them',
    });
  if (since !== undefined) return told(upTo(since, folder), folder, `not after ${since} (--since)`);
  if (base === undefined) return told([], folder, '');
  const unchanged = await unchangedSince(base, folder.path, environment.env);
  const old = tagsIn(folder).filter((tag) => filesOf(tag, folder).every((file) => unchanged.has(file)));
  return told(old, folder, `in ${base} already (--base)`);
}

const tagsIn = ({ journal }: Folder): string[] => journal.map(({ tag }) => tag);

const filesOf = (tag: string, folder: Folder): string[] => [
  fileNameOf(tag, 'up', folder.layout),
  ...downNamesOf(folder, tag),
];

function upTo(since: string, folder: Folder): string[] {
  const tags = tagsIn(folder);
  const at = tags.indexOf(since);
  if (at >= 0) return tags.slice(0, at + 1);
  throw new Problem(`there is no migration ${since}`, {
    where: '--since',
    advice: didYouMean(since, tags, `use a tag of the journal, such as ${tags.at(-1)}`),
  });
}

function told(old: readonly string[], folder: Folder, why: string): NotNew {
  const tags = new Set(old);
  if (tags.size === 0) return { tags, said: [] };
  const isOneLine = tagsIn(folder)
    .slice(0, tags.size)
    .every((tag) => tags.has(tag));
  const names = isOneLine && tags.size > 2 ? `${old[0]} … ${old.at(-1)}` : old.join(', ');
  return {
    tags,
    said: [`not tried, only applied: ${names}, which ${tags.size === 1 ? 'is' : 'are'} ${why}`],
  };
}
