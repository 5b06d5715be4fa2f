import type { Finding } from '../../model/finding.ts';
import { resultsDoNotDependOnDate } from './dates.ts';
import { enumValuesAreCommitted } from './enum-values.ts';
import { objectsAreCreatedOnce } from './objects.ts';
import { filesCanRun } from './sql.ts';
import { parseSubject, type Subject } from './subject.ts';

/** What is found by parsing the SQL of a folder. It depends on the folder alone. */
export async function statementFindings(subject: Subject): Promise<Finding[]> {
  const parsed = await parseSubject(subject);
  return [
    ...filesCanRun(parsed),
    ...enumValuesAreCommitted(parsed),
    ...objectsAreCreatedOnce(parsed),
    ...(await resultsDoNotDependOnDate(parsed)),
  ];
}
