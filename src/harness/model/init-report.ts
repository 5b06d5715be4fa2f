/**
 * What became of a file in `init`: `written`; `added to` at its end; `planned`, where nothing is written; `right` as it is;
 * `kept` although it says something else; or `left out`.
 */
export type FileState = 'written' | 'added to' | 'planned' | 'right' | 'kept' | 'left out';

/** A file that `init` is about. */
export interface InitFile {
  /** As people write it. */
  readonly path: string;
  readonly state: FileState;
  /** What is written, or would be; empty where nothing is. */
  readonly text: string;
  /** Why it is so, where that is not plain. */
  readonly why: string | null;
}
