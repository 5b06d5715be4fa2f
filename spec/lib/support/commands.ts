import fc, { type Arbitrary, type AsyncCommand } from 'fast-check';
import { expect } from 'vitest';
import * as persistence from '../../../src/lib/persistence.ts';
import { type Action, hasReferences, hasUsers } from './actions.ts';
import { anyChange, anyListing, anySweep, size } from './assetActions.ts';
import { byId, type Model, rowsOf, seen, sweep } from './model.ts';
import { instantOf } from './moment.ts';
import { anyReferenceChange, anyReferenceListing, choose } from './referenceActions.ts';
import { anyRowChange, anyTime } from './rowActions.ts';
import { assetRow } from './rows.ts';
import { same } from './same.ts';
import type { Stage } from './stage.ts';
import { pick, which } from './worlds.ts';

export type Command = AsyncCommand<Model, Stage, false>;

/** A command does its part for real and in the model; afterwards all tables hold what the model holds. */
const command = (
  text: string,
  check: (model: Model) => boolean,
  run: (model: Model, stage: Stage) => Promise<void>,
): Command => ({
  check,
  run: async (model, stage) => {
    await run(model, stage);
    same(await stage.rows(), rowsOf(model));
  },
  toString: () => text,
});

/** One action in one session: what comes out is what comes out of the model. */
export const alone = (action: Action, number: number): Command =>
  command(`session ${number}: ${action.text}`, action.possible, async (model, stage) => {
    const actual = await action.act(stage.session(number).db, model);
    same(actual, action.expected(model, actual));
  });

/** All sessions sweep at once: together they mark what one would, and nothing twice. */
const sweepersAtOnce = (batchSize: number): Command =>
  command(
    `all sessions: sweep() by ${batchSize}`,
    () => true,
    async (model, { sessions }) => {
      const options = { at: instantOf(model.clock), batchSize };
      const marked = await Promise.all(sessions.map(({ db }) => persistence.sweep(db, options)));
      same(byId(marked.flat().map(assetRow)), byId(sweep(model, model.clock).map(seen)));
    },
  );

/** All sessions choose an avatar of one user at once: one of those is left. */
const avatarsAtOnce = (user: number, first: number): Command =>
  command(
    `all sessions: chooseAvatar(user ${user}, references from ${first})`,
    (model) => hasUsers(model) && hasReferences(model),
    async (model, stage) => {
      const userId = pick(model.users, user);
      const choices = stage.sessions.map((_, n) => pick(model.references, first + n));
      const choosing = stage.sessions.map(({ db }, n) =>
        persistence.chooseAvatar(db, userId, pick(choices, n).id),
      );
      await Promise.all(choosing);
      const { references } = await stage.rows();
      const left = references.find(({ isAvatar, userId: owner }) => isAvatar && owner === userId);
      const winner = choices.find(({ id, userId: owner }) => id === left?.id && owner === userId);
      expect(winner !== undefined).toBe(choices.some(({ userId: owner }) => owner === userId));
      for (const each of winner ? [...choices, winner] : []) choose(model, userId, each);
    },
  );

const anyAction = fc.oneof(
  { arbitrary: anyChange, weight: 5 },
  { arbitrary: anyListing, weight: 3 },
  { arbitrary: anySweep, weight: 3 },
  { arbitrary: anyTime, weight: 3 },
  { arbitrary: anyReferenceChange, weight: 3 },
  { arbitrary: anyReferenceListing, weight: 2 },
  { arbitrary: anyRowChange, weight: 4 },
);

const one = fc.tuple(anyAction, fc.nat({ max: 3 })).map(([action, number]) => alone(action, number));

/** Histories over users, outputs, assets, references, time going on, sweeps and concurrent sessions. */
export const histories = (replayPath = process.env.FC_REPLAY): Arbitrary<Iterable<Command>> =>
  fc.commands<Model, Stage, false>(
    [
      ...Array.from({ length: 12 }, () => one),
      size.map(sweepersAtOnce),
      fc.tuple(which, which).map(([user, first]) => avatarsAtOnce(user, first)),
    ],
    { maxCommands: 24, size: '+1', ...(replayPath ? { replayPath } : {}) },
  );
