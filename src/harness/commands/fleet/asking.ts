import type { Question, Report } from '../../model/report.ts';
import type { Context } from '../context.ts';
import { noAnswer } from '../drift/no-answer.ts';
import { compareDatabase, isAnswered, type ReadDatabase, readDatabase } from '../drift/one-database.ts';
import { oneByOne } from './at-once.ts';
import { partOf } from './chosen.ts';
import type { useGrounds } from './grounds.ts';
import type { Merged } from './merged.ts';
import { atTarget } from './one-target.ts';
import { isAsked, type Target } from './targets.ts';
import { notAskedOfTenants, tenantsIn } from './tenants.ts';

/** A database that was read, or one of the tenants in it. */
interface Part {
  readonly name: string;
  readonly read: () => ReadDatabase;
}

interface Means {
  /** What has no answer where a target cannot be read. */
  readonly question: Question;
  readonly reports: Merged;
  readonly grounds: ReturnType<typeof useGrounds>;
}

/**
 * How one target is asked: read while others are, then compared by itself, since all comparisons share scratch databases.
 * `state` says whether all that were compared have an answer, and how many tenants were left out.
 */
export function asking(context: Context, { question, reports, grounds }: Means) {
  const { options } = context;
  const alone = oneByOne();
  const state = { answered: true, leftOut: 0 };
  const fails = (name: string, error: unknown, started: number): void =>
    reports.add(
      { name, compared: null, live: null, objects: 0, ms: since(started) },
      { verdicts: [noAnswer(question, error, 'database', '')] },
    );
  const compare = async ({ name, read }: Part, { tenants }: Target): Promise<void> => {
    const started = performance.now();
    try {
      const database = read();
      const part = await compareDatabase(database, grounds.of(database.context, tenants));
      state.answered &&= isAnswered(part);
      const notCompared = [...(part.notCompared ?? []), ...(tenants ? [notAskedOfTenants] : [])];
      reports.add({ name, ...toldOf(database, part), ms: since(started) }, { ...part, notCompared });
    } catch (error) {
      fails(name, error, started);
    }
  };
  const ask = async (target: Target): Promise<void> => {
    const started = performance.now();
    try {
      const sequences = target.tenants === undefined;
      const parts = partsOf(await readDatabase(atTarget(context, target), { sequences }), target);
      const named = parts.filter(({ name }) => isAsked(options.target, name));
      const wanted = target.tenants ? partOf(named, options) : parts;
      state.leftOut += parts.length - wanted.length;
      for (const part of wanted) await alone(() => compare(part, target));
    } catch (error) {
      fails(target.name, error, started);
    }
  };
  return { ask, state };
}

const since = (started: number): number => Math.round(performance.now() - started);

const partsOf = (read: ReadDatabase, { name, tenants }: Target): Part[] =>
  tenants
    ? tenantsIn(read, tenants).map((each) => ({ name: `${name}/${each.schema}`, read: each.read }))
    : [{ name, read: () => read }];

const toldOf = ({ state }: ReadDatabase, { verdicts = [], objects = 0 }: Partial<Report>) => ({
  compared: verdicts.find(({ question }) => question.endsWith('database'))?.compared ?? '',
  live: state.catalog.server,
  objects,
});
