export type Direction = 'up' | 'down';

/** What the name of a migration file says. */
export interface FileName {
  readonly number: number;
  /** The journal's word for the migration: the up file's name without `.sql`. */
  readonly tag: string;
  readonly direction: Direction;
}

/**
 * Reads a file name such as `0008_add_x.sql` or `0008_add_x_down.sql`; nothing for any other name.
 * A migration may itself be called `…_down` (`0009_scale_down.sql`): the journal's tags decide.
 */
export function parseFileName(file: string, journalTags: ReadonlySet<string>): FileName | undefined {
  const [, tag, digits] = /^((\d+)_.+)\.sql$/.exec(file) ?? [];
  if (tag === undefined) return undefined;
  const number = Number(digits);
  if (tag.endsWith('_down') && !journalTags.has(tag))
    return { number, tag: tag.slice(0, -'_down'.length), direction: 'down' };
  return { number, tag, direction: 'up' };
}

/** The name of a migration's file. */
export const fileNameOf = (tag: string, direction: Direction): string =>
  `${tag}${direction === 'down' ? '_down' : ''}.sql`;
