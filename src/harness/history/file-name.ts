export type Direction = 'up' | 'down';

/** drizzle-kit 0.x keeps flat files and a journal, 1.x a folder for each migration. */
export type Layout = 'journal' | 'folders';

/** A parsed name of a migration file. */
export interface FileName {
  /** Absent where the tag does not begin with one (drizzle-kit: `prefix: 'none'`). */
  readonly number: number | undefined;
  /** The migration's tag in the journal, or the name of its folder. */
  readonly tag: string;
  readonly direction: Direction;
}

/** What follows the tag in a file's name, in order of preference. */
const endings: Record<Layout, Record<Direction, readonly [string, ...string[]]>> = {
  journal: { up: ['.sql'], down: ['_down.sql', '.down.sql'] },
  folders: {
    up: ['/migration.sql'],
    down: ['/down.sql', '/migration_down.sql', '/migration.down.sql', '_down.sql', '.down.sql'],
  },
};

/**
 * Reads a path inside the migrations folder, such as `0008_add_x.sql` or `0008_add_x_down.sql`; undefined for any other.
 * A migration may itself be called `…_down` (`0009_scale_down.sql`): the journal's tags decide.
 */
export function parseFileName(
  path: string,
  tags: ReadonlySet<string>,
  layout: Layout = 'journal',
): FileName | undefined {
  const { up, down } = endings[layout];
  const asUp = stemOf(path, up);
  if (asUp !== undefined && tags.has(asUp)) return named(asUp, 'up');
  const asDown = stemOf(path, down);
  if (asDown !== undefined && (tags.has(asDown) || isFlat(asDown))) return named(asDown, 'down');
  return asUp !== undefined && isFlat(asUp) ? named(asUp, 'up') : undefined;
}

/** Only the journal can make a path below a subfolder a migration's. */
const isFlat = (stem: string): boolean => !stem.includes('/');

function stemOf(path: string, [...candidates]: readonly string[]): string | undefined {
  const ending = candidates.find((candidate) => path.endsWith(candidate));
  const stem = ending === undefined ? '' : path.slice(0, -ending.length);
  return stem === '' ? undefined : stem;
}

const named = (tag: string, direction: Direction): FileName => ({ number: numberOf(tag), tag, direction });

/** The number a tag begins with. */
export function numberOf(tag: string): number | undefined {
  const digits = /^\d+(?=_)/.exec(tag)?.[0];
  return digits === undefined ? undefined : Number(digits);
}

/** Whether a tag begins with a sequence number (`0008_…`), rather than a time in seconds or as fourteen digits. */
export const isCounted = (tag: string): boolean => /^\d{1,9}_/.test(tag);

/** Every path that a migration's file may have, the preferred one first. */
export const fileNamesOf = (
  tag: string,
  direction: Direction,
  layout: Layout = 'journal',
): readonly [string, ...string[]] => {
  const [first, ...others] = endings[layout][direction];
  return [`${tag}${first}`, ...others.map((ending) => `${tag}${ending}`)];
};

/** The preferred path of a migration's file. */
export const fileNameOf = (tag: string, direction: Direction, layout: Layout = 'journal'): string =>
  fileNamesOf(tag, direction, layout)[0];

/** The path of a migration's snapshot; undefined for a tag without prefix, whose snapshots all have one name. */
export function snapshotNameOf(tag: string, layout: Layout): string | undefined {
  if (layout === 'folders') return `${tag}/snapshot.json`;
  const prefix = tag.split('_')[0];
  return prefix ? `meta/${prefix}_snapshot.json` : undefined;
}
