import type pg from 'pg';
import { type Case, cases } from './indexes-cases.ts';
import { explain, type Plan, type Query } from './indexes-plan.ts';

/** An index as it was measured: its size, and the plan of the question where it is. */
export interface Measured {
  readonly bytes: number;
  readonly plan: Plan;
}

export interface Measurement extends Case {
  readonly specified: Measured;
  /** The plan when the index is not there, and nothing in its place. */
  readonly without: Plan;
  readonly instead: Measured | undefined;
}

/** How many times as many pages are looked at without the index. */
export const gainOf = ({ without }: Measurement, { plan }: Measured): number =>
  without.buffers / plan.buffers;

/** An index that is not used, or that saves less than half of the pages, does not do what it is there for. */
export const serves = (measurement: Measurement): boolean =>
  measurement.specified.plan.indexes.includes(measurement.index) &&
  gainOf(measurement, measurement.specified) >= 2;

export const betterName = 'better';

export async function measureAll(client: pg.Client): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const each of cases) measurements.push(await measure(client, each));
  return measurements;
}

async function measure(client: pg.Client, each: Case): Promise<Measurement> {
  const drop = `DROP INDEX ${each.index}`;
  return {
    ...each,
    specified: { bytes: await sizeOf(client, each.index), plan: await explain(client, each.query) },
    without: await explain(client, each.query, drop),
    instead: each.better ? await measureBetter(client, each.query, drop, each.better) : undefined,
  };
}

async function measureBetter(
  client: pg.Client,
  query: Query,
  drop: string,
  better: string,
): Promise<Measured> {
  const create = `CREATE INDEX ${betterName} ON ${better}`;
  await client.query(`BEGIN; ${create}`);
  const bytes = await sizeOf(client, betterName);
  await client.query('ROLLBACK');
  return { bytes, plan: await explain(client, query, `${drop}; ${create}`) };
}

async function sizeOf(client: pg.Client, index: string): Promise<number> {
  const { rows } = await client.query('SELECT pg_relation_size($1::regclass)::int AS bytes', [index]);
  return rows[0].bytes;
}
