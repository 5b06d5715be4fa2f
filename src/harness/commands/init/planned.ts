import type { FileState, InitFile } from '../../model/init-report.ts';

/** A file of `init` before anything is written. */
export interface Planned extends Omit<InitFile, 'state'> {
  readonly place: string;
  readonly state: Exclude<FileState, 'written'>;
}

/** A file that is to be made. */
export const planned = (place: string, path: string, text: string): Planned => ({
  place,
  path,
  text,
  state: 'planned',
  why: null,
});

const asItIs =
  (state: 'right' | 'kept' | 'left out') =>
  (path: string, why: string): Planned => ({ place: '', path, text: '', state, why });

/** A file that is as it should be. */
export const right = asItIs('right');

/** A file that is there and is not replaced. */
export const kept = asItIs('kept');

/** A file that the project has no use for. */
export const leftOut = asItIs('left out');
