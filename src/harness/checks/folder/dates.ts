import { datedStatements, type Routines } from '../../history/dated.ts';
import { fileNameOf } from '../../history/file-name.ts';
import type { Finding } from '../../model/finding.ts';
import { found } from '../rules/found.ts';
import { at, type ParsedSubject } from './subject.ts';

/** Is the result of every migration independent of the day on which it runs? */
export async function resultsDoNotDependOnDate(subject: ParsedSubject): Promise<Finding[]> {
  const { folder, sql } = subject;
  const routines: Routines = new Map();
  const findings: Finding[] = [];
  for (const { tag } of folder.journal) {
    const file = sql.get(fileNameOf(tag, 'up', folder.layout));
    const [first] = file ? await datedStatements(file.parsed.statements, routines) : [];
    if (!file || !first) continue;
    const message = `${file.path}: what it builds depends on the day on which it runs`;
    findings.push(found('migration-depends-on-date', tag, message, at(subject, file.path, first.line)));
  }
  return findings;
}
