import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import fc, { type Arbitrary } from 'fast-check';
import type { Database } from '../../../src/lib/persistence.ts';
import type { Model } from './model.ts';

/** A database, or a transaction of one. */
export type Executor = Database & Pick<NodePgDatabase, 'delete'>;

/** One thing that can be done: by the code under test, and by the model. */
export interface Action {
  readonly text: string;
  readonly possible: (model: Model) => boolean;
  /** Does it for real; what comes out is put in the words of the model. */
  readonly act: (db: Executor, model: Model) => Promise<unknown>;
  /** Does it in the model and returns what was to come out; `actual` tells what the model cannot know, a new row's id. */
  readonly expected: (model: Model, actual: unknown) => unknown;
}

/** An action on the database as text, such as `softDelete(asset 3)`. */
export const action = <Values extends unknown[]>(
  arbitraries: { [Key in keyof Values]: Arbitrary<Values[Key]> },
  make: (...values: Values) => Action,
): Arbitrary<Action> => fc.tuple(...arbitraries).map((values) => make(...(values as unknown as Values)));

export const hasAssets = ({ assets }: Model): boolean => assets.length > 0;
export const hasReferences = ({ references }: Model): boolean => references.length > 0;
export const hasUsers = ({ users }: Model): boolean => users.length > 0;
export const hasOutputs = ({ outputs }: Model): boolean => outputs.length > 0;
