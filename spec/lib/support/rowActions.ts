import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { sqlState } from '../../../src/harness/postgres/sqlstates.ts';
import { outputAsset, outputs, users } from '../../../src/lib/schema.ts';
import { type Action, action, hasOutputs, hasUsers } from './actions.ts';
import type { AssetRow, Model } from './model.ts';
import { earliest, latest, type Moment, textOf } from './moment.ts';
import { anyMoment, flag, idOf, momentOrNull, pick, which } from './worlds.ts';

export const timePasses = (by: bigint): Action => ({
  text: `time passes by ${by} µs`,
  possible: ({ clock }) => clock >= earliest && clock + by <= latest,
  act: async () => undefined,
  expected: (model) => {
    model.clock += by;
  },
});

export const timeIs = (at: Moment): Action => ({
  text: `it is ${textOf(at)}`,
  possible: ({ clock }) => clock <= at,
  act: async () => undefined,
  expected: (model) => {
    model.clock = at;
  },
});

export const addUser: Action = {
  text: 'a user is added',
  possible: () => true,
  act: async (db, model) => {
    const id = freshUser(model);
    await db.insert(users).values({ id, email: id });
  },
  expected: (model) => {
    model.users.push(freshUser(model));
  },
};

const freshUser = ({ users }: Model): string => fresh(1, users);

export const addOutput = (user: number): Action => ({
  text: `an output of user ${user} is added`,
  possible: hasUsers,
  act: async (db, model) => {
    await db.insert(outputs).values({ ...freshOutput(model, user), prompt: 'a prompt' });
  },
  expected: (model) => {
    model.outputs.push(freshOutput(model, user));
  },
});

const freshOutput = (model: Model, user: number) => ({
  id: fresh(2, model.outputs.map(idIn)),
  userId: pick(model.users, user),
});

type Details = Pick<AssetRow, 'createdAt' | 'persistUntil' | 'isRemoved'>;

export const addAsset = (output: number, details: Details): Action => ({
  text: `an asset of output ${output} is added (${describe(details)})`,
  possible: hasOutputs,
  act: async (db, model) => {
    const { createdAt, persistUntil, ...asset } = freshAsset(model, output, details);
    const times = { createdAt: timestamp(createdAt), persistUntil: timestamp(persistUntil) };
    await db.insert(outputAsset).values({ ...asset, ...times });
  },
  expected: (model) => {
    model.assets.push(freshAsset(model, output, details));
  },
});

const describe = ({ createdAt, persistUntil, isRemoved }: Details): string =>
  `created ${show(createdAt)}, until ${show(persistUntil)}, removed ${isRemoved}`;

const show = (at: Moment | null): string => (at === null ? 'NULL' : textOf(at));

const timestamp = (at: Moment | null) => (at === null ? null : sql`${textOf(at)}::timestamp`);

const freshAsset = (model: Model, output: number, details: Details): AssetRow => {
  const id = fresh(3, model.assets.map(idIn));
  return { id, outputId: pick(model.outputs, output).id, url: `asset ${id}`, ...details };
};

/** Foreign keys decide: NO ACTION refuses while references stand, or outputs of a user; an output's assets go with it. */
export const deleteOutput = (output: number): Action => ({
  text: `output ${output} is deleted`,
  possible: hasOutputs,
  act: (db, model) => attempt(db.delete(outputs).where(eq(outputs.id, pick(model.outputs, output).id))),
  expected: (model) => {
    const { id } = pick(model.outputs, output);
    if (model.references.some(({ outputId }) => outputId === id)) return refused;
    model.outputs = model.outputs.filter((each) => each.id !== id);
    model.assets = model.assets.filter(({ outputId }) => outputId !== id);
    return done;
  },
});

export const deleteUser = (user: number): Action => ({
  text: `user ${user} is deleted`,
  possible: hasUsers,
  act: (db, model) => attempt(db.delete(users).where(eq(users.id, pick(model.users, user)))),
  expected: (model) => {
    const id = pick(model.users, user);
    if ([...model.references, ...model.outputs].some(({ userId }) => userId === id)) return refused;
    model.users = model.users.filter((each) => each !== id);
    return done;
  },
});

export const done = 'done';
export const refused = 'refused by a foreign key';

async function attempt(query: PromiseLike<unknown>): Promise<string> {
  try {
    await query;
    return done;
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    if (cause?.code === sqlState.foreignKeyViolation) return refused;
    throw error;
  }
}

const idIn = ({ id }: { readonly id: string }): string => id;

/** The first id of a kind that is not taken. */
function fresh(kind: number, taken: readonly string[]): string {
  for (let number = 20; ; number++) if (!taken.includes(idOf(kind, number))) return idOf(kind, number);
}

const details = fc.record({ createdAt: momentOrNull, persistUntil: momentOrNull, isRemoved: flag });

export const anyRowChange = fc.oneof(
  fc.constant(addUser),
  action([which], addOutput),
  action([which, details], addAsset),
  action([which, details], addAsset),
  action([which], deleteOutput),
  action([which], deleteUser),
);

export const anyTime = fc.oneof(
  action([fc.constantFrom(1n, 2n, 3_600_000_000n, 86_400_000_000n)], timePasses),
  action([anyMoment], timeIs),
);
