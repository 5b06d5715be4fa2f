import fc, { type Arbitrary } from 'fast-check';
import { it } from 'vitest';
import { type Model, rowsOf } from './model.ts';
import { same } from './same.ts';
import { anHour, parameters } from './settings.ts';
import { anySettings, type Session, type Stage } from './stage.ts';
import { world } from './worlds.ts';

/** One run: the rows there are, as the model knows them, and a session to act in. */
export interface Scene extends Session {
  readonly model: Model;
  readonly stage: Stage;
  /** Requires the tables to hold exactly what the model holds. */
  readonly agrees: () => Promise<void>;
}

export interface RuleOptions {
  readonly runs?: number;
  readonly rows?: Arbitrary<Model>;
}

/** Checks a sentence over worlds, settings of the sessions, and whatever else it speaks of. */
export function rule<Values extends unknown[]>(
  stage: Stage,
  sentence: string,
  arbitraries: { [Key in keyof Values]: Arbitrary<Values[Key]> },
  holds: (scene: Scene, ...values: Values) => Promise<void>,
  { runs = 60, rows = world() }: RuleOptions = {},
): void {
  const all = fc.tuple(rows, anySettings, fc.tuple(...arbitraries) as unknown as Arbitrary<Values>);
  const property = fc.asyncProperty(all, async ([given, settings, values]) => {
    const model = structuredClone(given);
    await stage.set(model, settings);
    await holds(sceneOf(stage, model), ...values);
  });
  it(sentence, () => fc.assert(property, parameters(runs)), anHour);
}

export const sceneOf = (stage: Stage, model: Model, number = 0): Scene => ({
  ...stage.session(number),
  model,
  stage,
  agrees: async () => same(await stage.rows(), rowsOf(model)),
});
