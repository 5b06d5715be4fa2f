import type { Source } from '../model/finding.ts';

/** Where a finding is shown that is in no file, by those that show nothing without a file. */
const noFile: Source = { file: 'drizzle.config.ts' };

/** The file of a finding, and its line, the first where none is known. */
export const shownAt = ({ file, line = 1 }: Source = noFile): Required<Source> => ({ file, line });
