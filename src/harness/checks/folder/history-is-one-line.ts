import type { Project } from '../../config/project.ts';
import type { Folder } from '../../history/folder.ts';
import type { Finding } from '../../model/finding.ts';
import { resultsDoNotDependOnDate } from './dates.ts';
import { noFolderElsewhere } from './elsewhere.ts';
import { enumValuesAreCommitted } from './enum-values.ts';
import { filesAndJournalAgree } from './files-and-journal.ts';
import { numbersCountUp } from './numbers.ts';
import { objectsAreCreatedOnce } from './objects.ts';
import { snapshotsFollow } from './snapshots.ts';
import { filesCanRun } from './sql.ts';
import { readSubject } from './subject.ts';
import { timesIncrease } from './times.ts';

interface Surroundings {
  /** The project, near whose config no other migrations folder should lie. */
  readonly project?: Pick<Project, 'configFile' | 'directory'>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Is the migrations folder one consistent line? Needs no database. Throws a Problem when a file cannot be read. */
export async function historyIsOneLine(folder: Folder, { project, now }: Surroundings): Promise<Finding[]> {
  const subject = await readSubject(folder);
  return [
    ...filesAndJournalAgree(subject),
    ...numbersCountUp(subject),
    ...timesIncrease(subject, now),
    ...snapshotsFollow(subject),
    ...filesCanRun(subject),
    ...enumValuesAreCommitted(subject),
    ...objectsAreCreatedOnce(subject),
    ...(await resultsDoNotDependOnDate(subject)),
    ...(project === undefined ? [] : await noFolderElsewhere(folder, project)),
  ];
}
