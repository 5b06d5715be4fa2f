import { historyIsOneLine } from '../../../../src/harness/checks/folder/history-is-one-line.ts';
import { readFolder } from '../../../../src/harness/history/folder.ts';
import type { Finding } from '../../../../src/harness/model/finding.ts';
import { entries, type Files, good, journalText, noon } from '../../history/support/folder.ts';

/** The good folder with more migrations. */
export function moreOf(...sql: readonly string[]): Files {
  const files = good.journal();
  const list = entries();
  for (const [index, text] of sql.entries()) {
    const idx = 3 + index;
    const tag = `000${idx}_more`;
    list.push({ idx, tag, when: noon(idx + 1) });
    files[`${tag}.sql`] = text;
    files[`${tag}_down.sql`] = 'SELECT 1;';
    files[`meta/000${idx}_snapshot.json`] = JSON.stringify({
      id: tag,
      prevId: idx === 3 ? 'index' : `000${idx - 1}_more`,
    });
  }
  files['meta/_journal.json'] = journalText(list);
  return files;
}

/** What is found in a folder of these files. */
export const findingsIn = async (
  write: (files: Files) => Promise<string>,
  files: Files,
): Promise<Finding[]> => historyIsOneLine(await readFolder(await write(files)), { now: noon(20) });

/** The rules that a folder of these files breaks. */
export const rulesIn = async (...folder: Parameters<typeof findingsIn>): Promise<string[]> =>
  (await findingsIn(...folder)).map(({ rule }) => rule);
