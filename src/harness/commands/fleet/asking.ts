import type { Question, Report } from '../../model/report.ts';
import type { Tenants } from '../../model/settings.ts';
import type { Context } from '../context.ts';
import { compareDatabase, isAnswered } from '../drift/compare-database.ts';
import { noAnswer } from '../drift/no-answer.ts';
import { type ReadDatabase, readDatabase } from '../drift/read-database.ts';
import { oneByOne } from './at-once.ts';
import { partOf } from './chosen.ts';
import { collecting } from './collecting.ts';
import { eachTenant } from './each-tenant.ts';
import type { useGrounds } from './grounds.ts';
import type { Merged } from './merged.ts';
import { atTarget } from './one-target.ts';
import { isAsked, type Target } from './targets.ts';
import { advisedInTenant } from './tenant-advice.ts';

/** A database that was read, or one of the tenants in it. */
interface Part {
  readonly name: string;
  readonly read: () => ReadDatabase;
  /** Of a tenant. */
  readonly schema?: string;
  readonly tenants?: Tenants;
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
  const collect = collecting(context.environment);
  const state = { answered: true, leftOut: 0 };
  const fails = (name: string, error: unknown, started: number): void =>
    reports.add(
      { name, compared: null, live: null, objects: 0, ms: since(started) },
      { verdicts: [noAnswer(question, error, 'database', '')] },
    );
  const compare = async ({ name, read, tenants, schema = '' }: Part): Promise<void> => {
    const started = performance.now();
    try {
      const database = read();
      const told = await compareDatabase(database, grounds.of(database.context, tenants));
      const part = tenants ? advisedInTenant(told, schema, tenants) : told;
      state.answered &&= isAnswered(part);
      reports.add({ name, ...toldOf(database, part), ms: since(started) }, part);
      collect(database.state.catalog.objects.length);
    } catch (error) {
      fails(name, error, started);
    }
  };
  const askTenants = (at: Context, { name }: Target, tenants: Tenants): Promise<void> => {
    const called = (schema: string): string => `${name}/${schema}`;
    return eachTenant(at, tenants, {
      choose: (schemas) => {
        const chosen = partOf(
          schemas.filter((schema) => isAsked(options.target, called(schema))),
          options,
        );
        state.leftOut += schemas.length - chosen.length;
        return chosen;
      },
      use: ({ schema, read }) => alone(() => compare({ name: called(schema), read, schema, tenants })),
      fails: (schemas, error) => {
        for (const schema of schemas) fails(called(schema), error, performance.now());
      },
    });
  };
  const ask = async (target: Target): Promise<void> => {
    const started = performance.now();
    try {
      const at = atTarget(context, target);
      if (target.tenants) return await askTenants(at, target, target.tenants);
      const database = await readDatabase(at);
      await alone(() => compare({ name: target.name, read: () => database }));
    } catch (error) {
      fails(target.name, error, started);
    }
  };
  return { ask, state };
}

const since = (started: number): number => Math.round(performance.now() - started);

const toldOf = ({ state }: ReadDatabase, { verdicts = [], objects = 0 }: Partial<Report>) => ({
  compared: verdicts.find(({ question }) => question.endsWith('database'))?.compared ?? '',
  live: state.catalog.server,
  objects,
});
