import { cold, foundAgain, oneFound, warm } from '../drift/report.ts';
import type { AllFigures } from './measured.ts';

export interface Goal {
  readonly words: string;
  readonly most: number;
  readonly unit?: string;
  /** What was measured of it; undefined where it was not, infinity where it was stopped. */
  readonly of: (all: AllFigures) => number | undefined;
  /** Why it is missed: what the time consists of. */
  readonly limit?: string;
}

type Path = readonly [command: string, figures: string, name: string];

const at = (all: AllFigures, [command, figures, name]: Path): number | undefined => {
  const value = all[command]?.[figures]?.[name];
  return value === null ? Number.POSITIVE_INFINITY : value;
};

/** One figure by the sum of others. */
const ratio =
  (over: Path, ...under: readonly Path[]) =>
  (all: AllFigures): number | undefined => {
    const [top, ...below] = [over, ...under].map((path) => at(all, path));
    if (top === undefined || below.some((each) => each === undefined)) return undefined;
    return top / below.reduce((sum: number, each = 0) => sum + each, 0);
  };

const figure =
  (path: Path) =>
  (all: AllFigures): number | undefined =>
    at(all, path);

const floor = (tables: string): Path => ['drift', tables, 'floor'];

const ofDrift = (tables: string): Goal[] => [
  {
    words: `\`drift\` of ${tables} tables, nothing found, expected state kept, by node and the floor`,
    most: 2,
    of: ratio(['drift', tables, warm], ['drift', tables, 'node -e 0'], floor(tables)),
    limit: whyWarm,
  },
  {
    words: `the same of ${tables} tables with one finding, for the first time, by the same without`,
    most: 2,
    of: ratio(['drift', tables, oneFound], ['drift', tables, warm]),
    limit: whyFound,
  },
  {
    words: `the same of ${tables} tables, found again, by the same without`,
    most: 2,
    of: ratio(['drift', tables, foundAgain], ['drift', tables, warm]),
    limit: whyFound,
  },
  {
    words: `the same of ${tables} tables, nothing kept, by a server's start, psql and two floors`,
    most: 1,
    of: ratio(
      ['drift', tables, cold],
      ['drift', tables, 'start and stop of a server'],
      ['drift', tables, 'psql of the same SQL'],
      floor(tables),
      floor(tables),
    ),
    limit: whyCold,
  },
];

const whyWarm =
  '`drift` with nothing found: node that loads pg, commander, jiti and valibot as they come, and does nothing, takes with the floor 2.0 times ' +
  'node and the floor at 10 tables, 2.2 times at 100, 1.5 times at 1,000. In ms of CPU time at 10 tables on node 20, of some 215: node itself ' +
  '62; loading 65, of which the program 30, pg 9, jiti 8, commander 7, valibot 4 (what is needed of them, in few files); the config 10; ' +
  'connecting 5; the answers, while what compares them is loaded, 35; objects of them 5; the comparison, code that runs for the first ' +
  'time, 20; the exit 10. The server takes 35 for the answers meanwhile, most of it to plan. At 1,000 tables, of what node does: objects made ' +
  'of the answers 16 %, rights settled 14 %, both sides compared 10 %, what is kept read and put in order 8 %, keys of identities 8 %, garbage 8 %.';

const whyFound =
  'With a finding, the schema is loaded, to say whether it declares what was found; where nothing is kept, it is translated ' +
  'from TypeScript first. drizzle-kit is loaded besides, unless a table, a view or an enum was found that no export names. ' +
  'In ms of CPU time on node 20, to translate schemas of 10, 100 and 1,000 tables takes 95, 180 and 440, of which loading ' +
  'the translator 45; by Babel it takes 360, 940 and 4,870.';

const whyCold =
  'With nothing kept, the process does all that it does with the expected state kept before the server is started; then it ' +
  'reads two catalogs there, before and after all migrations, where each statement is planned for the first time.';

const whyOwn =
  '`verify` of this repository, in ms of CPU time on node 20, without rows and cost 1,700: node 1,100, half of it loading drizzle-kit, ' +
  'the schema and the parser; the server 600, of which readings are the most, half of that planning on a new connection. Rows and cost ' +
  'add 500 to node and 1,500 to the server.';

const whyMade =
  '`verify` of 186 migrations: with rows and cost some 70 messages for each migration, most of them answered in less than a millisecond. ' +
  'The two cores are busy for three quarters of the time. Of 25 s of the server: growing tables 3.7, what is in a database before a step ' +
  '2.2, rows filled together 2.2, what is looked at after each statement 2.0, rows one by one 1.4, what is tidied 1.4, changes tried 1.4, ' +
  'locks 0.6; the rest is the migrations themselves on grown tables, and readings. Without rows and cost it takes a third of what it took ' +
  'when the goal was set, since only what a migration has touched is read after it: measured by that, the rest seems the more; by the ' +
  'time of then it is 1.5 times.';

const whyReplay =
  'psql replays 186 migrations in 0.3 s, less than a server takes to start (0.5 s) and drizzle-kit to load (0.6 s), and takes 0.9 s for up, down ' +
  'and up again. Each migration is read three times where it has a down, after it, after its down and after its second up: what was ' +
  'written since, and what that touched. Six times a replay leaves half a second for 550 readings.';

const seconds = (history: string, trying: string): Path => ['verify', history, trying];
const history = '186 migrations';

export const goals: readonly Goal[] = [
  {
    words: 'reading 1,000 tables, by the query by hand',
    most: 1.3,
    of: ratio(['read', '1000', 'driftproof'], ['read', '1000', 'raw floor']),
  },
  ...['10', '100', '1000'].map((tables) => ({
    words: `reading ${tables} tables, by pg_dump -s`,
    most: 1,
    of: ratio(['read', tables, 'driftproof'], ['read', tables, 'pg_dump -s']),
  })),
  {
    words: 'reading 10,000 tables, memory of the process',
    most: 1024,
    unit: 'MiB',
    of: figure(['read', '10000', 'mebibytes']),
  },
  {
    words: 'reading 10,000 tables, by ten times 1,000',
    most: 1.2,
    of: (all) => {
      const times = ratio(['read', '10000', 'driftproof'], ['read', '1000', 'driftproof'])(all);
      return times === undefined ? undefined : times / 10;
    },
  },
  {
    words: '`--version`, by node',
    most: 1.5,
    of: ratio(['startup', 'medians', 'version'], ['startup', 'medians', 'node']),
  },
  ...['10', '100', '1000'].flatMap(ofDrift),
  {
    words: '`verify` of this repository, as it comes',
    most: 4,
    unit: 's',
    of: figure(seconds('this repository', 'as it comes')),
    limit: whyOwn,
  },
  {
    words: '`verify` of this repository, without rows and cost',
    most: 2,
    unit: 's',
    of: figure(seconds('this repository', 'without rows and cost')),
    limit: whyOwn,
  },
  {
    words: `\`verify\` of ${history} over 60 tables, as it comes`,
    most: 60,
    unit: 's',
    of: figure(seconds(history, 'as it comes')),
    limit: whyMade,
  },
  {
    words: `the same, by its time without rows and cost`,
    most: 3,
    of: ratio(seconds(history, 'as it comes'), seconds(history, 'without rows and cost')),
    limit: whyMade,
  },
  {
    words: `\`verify\` of ${history} with downs, as it comes, by psql that replays them once`,
    most: 30,
    of: ratio(seconds(`${history} with downs`, 'as it comes'), seconds(`${history} with downs`, 'psql')),
    limit: whyReplay,
  },
  {
    words: `the same without rows and cost`,
    most: 6,
    of: ratio(
      seconds(`${history} with downs`, 'without rows and cost'),
      seconds(`${history} with downs`, 'psql'),
    ),
    limit: whyReplay,
  },
  {
    words: '`verify` of 1,000 migrations without rows and cost, for each migration, by 186',
    most: 1.5,
    of: (all) => {
      const times = ratio(
        seconds('1,000 migrations', 'without rows and cost'),
        seconds(history, 'without rows and cost'),
      )(all);
      return times === undefined ? undefined : (times * 186) / 1000;
    },
  },
  {
    words: 'migration 0008 up and down with both readings, by psql of the same and two floors',
    most: 2,
    of: ratio(
      ['cycle', 'medians', 'driftproof'],
      ['cycle', 'medians', 'psql'],
      ['cycle', 'medians', 'floor'],
      ['cycle', 'medians', 'floor'],
    ),
  },
  { words: '`npm test -- NAME`', most: 10, unit: 's', of: figure(['loop', 'medians', 'npm test']) },
  {
    words: '`npm test`, embedded',
    most: 4,
    unit: 'min',
    of: figure(['loop', 'whole', 'suite']),
    limit: 'The whole suite: see [there](#the-suite).',
  },
];
