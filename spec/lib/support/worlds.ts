import fc, { type Arbitrary } from 'fast-check';
import type { Model } from './model.ts';
import { earliest, infinity, latest, type Moment, minusInfinity, moment } from './moment.ts';
import { jumps } from './zones.ts';

/** Most rows live within microseconds of this one, so that times meet, and clocks of half the world jump there. */
export const middle = moment('2025-03-30 01:00:00');

const remarkable = [
  infinity,
  minusInfinity,
  earliest,
  latest,
  moment('0044-03-15 12:34:56.000007 BC'),
  moment('0001-01-01 00:00:00'),
  moment('9999-12-31 23:59:59.999999'),
  moment('1969-12-31 23:59:59.999999'),
];

export const anyMoment: Arbitrary<Moment> = fc.oneof(
  { arbitrary: fc.bigInt({ min: -1n, max: 1n }).map((by) => middle + by), weight: 8 },
  { arbitrary: fc.constantFrom(...remarkable), weight: 2 },
  {
    arbitrary: fc
      .tuple(fc.constantFrom(...jumps), fc.constantFrom(-1_800_000_000n, -1n, 0n, 1n, 1_800_000_000n))
      .map(([jump, by]) => moment(jump) + by),
    weight: 2,
  },
  { arbitrary: fc.bigInt({ min: earliest, max: latest }), weight: 1 },
);

export const momentOrNull = fc.option(anyMoment, { freq: 3 });

/** NULL as often as the others. */
export const flag = fc.constantFrom(false, true, null);

/** A number that stands for a row: the rows there are count round. */
export const which = fc.nat({ max: 11 });

/** An id by number; the order of ids is not the order of numbers. */
export const idOf = (kind: number, number: number): string => {
  const scrambled = ((number + 1) * 0x9e3779b1) >>> 0;
  return `${scrambled.toString(16).padStart(8, '0')}-0000-4000-8000-${kind}${String(number).padStart(11, '0')}`;
};

export const pick = <Row>(rows: readonly Row[], number: number): Row => {
  const row = rows[number % rows.length];
  if (row === undefined) throw new Error('there is no row to pick from');
  return row;
};

const assetShape = fc.record({
  output: which,
  createdAt: momentOrNull,
  persistUntil: momentOrNull,
  isRemoved: flag,
});

const referenceShape = fc.record({
  user: fc.option(which),
  output: fc.option(which),
  createdAt: momentOrNull,
  isAvatar: flag,
});

/** Rows as they may be found: flags of all three values, orphaned references, two avatars of one user. */
export const world = (atLeast = { assets: 0, references: 0 }): Arbitrary<Model> =>
  fc
    .record({
      clock: anyMoment,
      users: fc.integer({ min: 1, max: 3 }),
      outputs: fc.array(which, { minLength: 1, maxLength: 4 }),
      assets: fc.array(assetShape, { minLength: atLeast.assets, maxLength: 8 }),
      references: fc.array(referenceShape, { minLength: atLeast.references, maxLength: 5 }),
    })
    .map((shape) => {
      const users = Array.from({ length: shape.users }, (_, n) => idOf(1, n));
      const outputs = shape.outputs.map((user, n) => ({ id: idOf(2, n), userId: pick(users, user) }));
      const assets = shape.assets.map(({ output, ...rest }, n) => ({
        ...rest,
        id: idOf(3, n),
        outputId: pick(outputs, output).id,
        url: `asset ${n}`,
      }));
      const references = shape.references.map(({ user, output, ...rest }, n) => ({
        ...rest,
        id: idOf(4, n),
        userId: user === null ? null : pick(users, user),
        outputId: output === null ? null : pick(outputs, output).id,
        imageUrl: `reference ${n}`,
      }));
      return { clock: shape.clock, users, outputs, assets, references };
    });
