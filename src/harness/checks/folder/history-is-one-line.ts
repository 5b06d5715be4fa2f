import type { Project } from '../../config/project.ts';
import type { Folder } from '../../history/folder.ts';
import type { Finding } from '../../model/finding.ts';
import { noFolderElsewhere } from './elsewhere.ts';
import { filesAndJournalAgree } from './files-and-journal.ts';
import { numbersCountUp } from './numbers.ts';
import { snapshotsFollow } from './snapshots.ts';
import { readSubject, type Subject } from './subject.ts';
import { timesIncrease } from './times.ts';

interface Surroundings {
  /** The project, near whose config no other migrations folder should lie. */
  readonly project?: Pick<Project, 'configFile' | 'directory'>;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Keeps what was found in these texts from run to run; absent where it is found out again. */
  readonly remember?: Remember | undefined;
}

/** What `make` answered the last time that it was asked about the same content, or answers now. */
export type Remember = (content: unknown, make: () => Promise<Finding[]>) => Promise<Finding[]>;

/** Is the migrations folder one consistent line? Needs no database. Throws a Problem when a file cannot be read. */
export async function historyIsOneLine(
  folder: Folder,
  { project, now, remember = (_, make) => make() }: Surroundings,
): Promise<Finding[]> {
  const subject = await readSubject(folder);
  return [
    ...filesAndJournalAgree(subject),
    ...numbersCountUp(subject),
    ...timesIncrease(subject, now),
    ...snapshotsFollow(subject),
    ...(await remember(contentOf(subject), () => findingsOf(subject))),
    ...(project === undefined ? [] : await noFolderElsewhere(folder, project)),
  ];
}

/** The parser takes longer to load than all else that is needed here. */
const findingsOf = async (subject: Subject): Promise<Finding[]> =>
  (await import('./statements.ts')).statementFindings(subject);

const contentOf = ({ folder: { shown, layout, journal }, texts, conflicts }: Subject): unknown => [
  shown,
  layout,
  journal,
  [...texts],
  [...conflicts],
];
