import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as persistence from '../../src/lib/persistence.ts';
import { earliest, instantOf, latest, type Moment, moment, textOf } from './support/moment.ts';
import { rule } from './support/rule.ts';
import { same } from './support/same.ts';
import { anHour } from './support/settings.ts';
import { type Session, useStage } from './support/stage.ts';
import { anyMoment, pick, which, world } from './support/worlds.ts';

const stage = useStage();

const someAssets = { rows: world({ assets: 1, references: 0 }) };

rule(stage, 'Postgres reads a time as the model does', [anyMoment], async ({ client }, at) => {
  const { rows } = await client.query(readSql, [textOf(at)]);
  expect(moment(rows[0].text)).toBe(at);
  const finite = at >= earliest && at <= latest;
  expect(rows[0].micros).toBe(finite ? String(at - moment('2000-01-01 00:00:00')) : null);
});

/** Counted from 2000, as Postgres does: microseconds from 1970 to the last timestamp are more than 64 bits hold. */
const readSql = `
  SELECT to_jsonb(at) #>> '{}' AS text, CASE WHEN isfinite(at) THEN
    trunc(extract(day FROM since) * 86400000000 + extract(hour FROM since) * 3600000000
      + extract(minute FROM since) * 60000000 + extract(microseconds FROM since))::text END AS micros
  FROM (SELECT $1::timestamp AS at) AS given,
    LATERAL (SELECT CASE WHEN isfinite(at) THEN at - timestamp '2000-01-01' END AS since) AS distance`;

/** From the first timestamp to the end of what a Date can hold, and as often before our era. */
const anyDate = fc.oneof(
  fc.date({ noInvalidDate: true, min: new Date(Number(earliest / 1000n)) }),
  fc.date({ noInvalidDate: true, min: new Date(Number(earliest / 1000n)), max: new Date('0001-01-01') }),
);

const momentOfDate = (date: Date): Moment => BigInt(date.getTime()) * 1000n;

rule(
  stage,
  'an instant is the same instant as a Date and as text, to the microsecond, in every zone and style',
  [which, fc.oneof(anyMoment, anyDate.map(momentOfDate))],
  async ({ db, model }, number, at) => {
    const { id } = pick(model.assets, number);
    for (const form of [instantOf(at), textOf(at), textOf(at).replace(' ', 'T')]) {
      await persistence.keepForEver(db, id);
      const kept = await persistence.keepUntil(db, id, form);
      expect(moment(String(kept?.persistUntil))).toBe(at);
      const row = (await stage.rows()).assets.find((asset) => asset.id === id);
      expect(row?.persistUntil).toBe(at);
    }
  },
  { ...someAssets, runs: 150 },
);

const noInstants = [
  '2025-03-30 01:00:00+02',
  '2025-03-30T01:00:00.000+02:00',
  '2025-03-30 01:00:00 Europe/Berlin',
  '2025-03-30 01:00:00 PST',
  '2025-03-30',
  '30/03/2025 01:00:00',
  '2025-03-30 01:00:00.0000001',
  'now',
  'today',
  'epoch',
  '',
];

rule(
  stage,
  'what names no instant in UTC is refused, since a TIMESTAMP would drop the offset in silence',
  [which, fc.oneof(fc.constantFrom<Date | string>(...noInstants), fc.constant(new Date(Number.NaN)))],
  async ({ db, model, agrees }, number, until) => {
    const { id } = pick(model.assets, number);
    await expect(persistence.keepUntil(db, id, until)).rejects.toThrow(RangeError);
    await agrees();
  },
  someAssets,
);

/** The clock of an open transaction, which stands still, read as seconds since 1970: no zone has a part in that. */
async function stopClock({ client }: Session): Promise<Moment> {
  await client.query('BEGIN');
  const { rows } = await client.query('SELECT trunc(extract(epoch FROM now()) * 1000000)::text AS micros');
  return BigInt(rows[0].micros);
}

rule(
  stage,
  'the time is the database’s clock unless told, to the microsecond, in every zone',
  [which],
  async (scene, number) => {
    const { db, model } = scene;
    const { id } = pick(model.assets, number);
    const now = await stopClock(scene);
    await persistence.restore(db, id);
    const ids = (assets: readonly { id: string }[]) => assets.map((asset) => asset.id);

    await persistence.keepUntil(db, id, textOf(now + 1n));
    const user = model.outputs.find((output) => output.id === pick(model.assets, number).outputId)?.userId;
    expect(ids(await persistence.listVisible(db, String(user)))).toContain(id);
    expect(ids(await persistence.listRecent(db))).toContain(id);
    expect(ids(await persistence.listExpired(db))).not.toContain(id);
    expect(ids(await persistence.sweep(db))).not.toContain(id);
    const reference = await persistence.addReference(db, id);
    expect(moment(String(reference?.createdAt))).toBe(now);

    await persistence.keepUntil(db, id, textOf(now));
    expect(ids(await persistence.listVisible(db, String(user)))).not.toContain(id);
    expect(ids(await persistence.listRecent(db))).not.toContain(id);
    expect(ids(await persistence.listExpired(db))).toContain(id);
    expect(await persistence.addReference(db, id)).toBeUndefined();
    expect(ids(await persistence.sweepBatch(db))).toContain(id);
  },
  { ...someAssets, runs: 100 },
);

it(
  'every jump of every zone’s clock leaves order, expiry and text of instants as they are',
  async () => {
    const { client, db } = stage.session(0);
    const { rows: zones } = await client.query(zonesSql);
    expect(zones.length).toBeGreaterThan(400);
    expect(zones.filter(({ jumps }) => jumps.length > 0).length).toBeGreaterThan(100);
    for (const { name, jumps } of zones) {
      const times = around(jumps.length > 0 ? jumps.map(moment) : [moment('2025-06-01 00:00:00')]);
      await stage.set(assetsUntil(times), [{ zone: name, dateStyle: 'ISO, MDY' }]);
      for (const at of times) {
        const [expired, visible] = [
          await persistence.listExpired(db, { at: textOf(at) }),
          await persistence.listRecent(db, { at: textOf(at) }),
        ];
        same(
          expired.map(until),
          times.filter((time) => time <= at),
        );
        same(visible.map(until), times.filter((time) => time > at).reverse());
      }
    }
  },
  anHour,
);

const until = ({ persistUntil }: persistence.Asset): Moment => moment(String(persistUntil));

/** The day of each change of offset, then its quarter of an hour. */
const zonesSql = `
  SELECT name, coalesce((
    SELECT jsonb_agg(to_char(quarter AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') ORDER BY quarter)
    FROM generate_series(timestamptz '2025-01-01Z', '2025-12-31Z', '1 day') AS day,
      generate_series(day, day + interval '23 h 45 min', interval '15 min') AS quarter
    WHERE day AT TIME ZONE name - day AT TIME ZONE 'UTC'
        <> (day + interval '24 h') AT TIME ZONE name - (day + interval '24 h') AT TIME ZONE 'UTC'
      AND (quarter - interval '15 min') AT TIME ZONE name - (quarter - interval '15 min') AT TIME ZONE 'UTC'
        <> quarter AT TIME ZONE name - quarter AT TIME ZONE 'UTC'), '[]') AS jumps
  FROM pg_timezone_names ORDER BY name`;

/** Both sides of each jump, and the hour that it repeats or leaves out. */
const around = (jumps: readonly Moment[]): Moment[] =>
  jumps.flatMap((jump) => [-3_600_000_000n, -1n, 0n, 1_800_000_000n].map((by) => jump + by));

const user = '00000000-0000-4000-8000-000000000001';
const output = '00000000-0000-4000-8000-000000000002';

const assetsUntil = (times: readonly Moment[]) => ({
  users: [user],
  outputs: [{ id: output, userId: user }],
  assets: times.map((time, n) => ({
    id: `00000000-0000-4000-8000-1${String(n).padStart(11, '0')}`,
    outputId: output,
    url: `asset ${n}`,
    createdAt: time,
    persistUntil: time,
    isRemoved: n % 2 === 0 ? null : false,
  })),
  references: [],
});
