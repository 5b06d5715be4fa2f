import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { translateFast } from '../../../../src/harness/config/translate/translate.ts';

const { createJiti }: typeof import('jiti') = createRequire(import.meta.url)('jiti');

export interface Both {
  /** What a module exports, in order, or how it fails: as jiti's Babel translates it, and as we do. */
  readonly babel: string;
  readonly ours: string;
  /** Files that were left to Babel. */
  readonly left: readonly string[];
}

type Exports = Readonly<Record<string, unknown>>;

/** Loads a module of two folders that hold the same by either translator: no module is to be found loaded. */
export async function byBoth(ours: string, babel: string, file: string): Promise<Both> {
  const left: string[] = [];
  const ourJiti = createJiti(join(ours, file), {
    ...options,
    transform: (given) => {
      const code = translateFast(given);
      if (code === undefined) left.push(String(given.filename).slice(ours.length + 1));
      return { code: code ?? createJiti(ours, { fsCache: false }).transform(given) };
    },
  });
  return {
    ours: await shownFrom(ours, ourJiti.import<Exports>(join(ours, file))),
    babel: await shownFrom(babel, createJiti(join(babel, file), options).import<Exports>(join(babel, file))),
    left,
  };
}

const options = { fsCache: false, moduleCache: true, interopDefault: true, tsconfigPaths: true };

const shownFrom = (folder: string, loading: Promise<Exports>): Promise<string> =>
  loading.then(shown, (error: Error) => error.message).then((text) => text.replaceAll(folder, ''));

/** All keys in their order, as a namespace has them; of functions what they are called. */
const shown = (exports: Exports): string =>
  Reflect.ownKeys(exports)
    .map((key) => {
      const value = Reflect.get(exports, key);
      return `${String(key)}: ${typeof value === 'function' ? `${value.name}()` : inspect(value, { depth: 8 })}`;
    })
    .join('\n');
