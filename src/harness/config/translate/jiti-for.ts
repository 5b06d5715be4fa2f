import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Jiti } from 'jiti';
import { cacheFolder } from '../../cache/cache-folder.ts';
import { translateBy } from './translate.ts';
import { aliasesFor } from './tsconfig-aliases.ts';

/** By `import`, Node would first search its CommonJS for names, which takes longer than all else that we load. */
const { createJiti }: typeof import('jiti') = createRequire(import.meta.url)('jiti');

interface Reading {
  readonly interopDefault?: boolean;
  readonly translator?: 'sucrase' | 'babel';
}

/** A tsconfig that extends what is not installed cannot be read whole: its own aliases are used. */
export function jitiFor(file: string, { interopDefault = true, translator = 'babel' }: Reading = {}): Jiti {
  const options = {
    moduleCache: true,
    interopDefault,
    fsCache: translationsOf(file, translator),
    ...(translator === 'sucrase' ? { transform: translateBy(byBabel) } : {}),
  };
  try {
    return createJiti(file, { ...options, tsconfigPaths: true });
  } catch {
    return createJiti(file, { ...options, alias: aliasesFor(file) });
  }
}

const byBabel: Jiti['transform'] = (options) =>
  createJiti(import.meta.url, { fsCache: false }).transform(options);

/** Where jiti keeps what it has translated. Left to itself it takes a folder that every user of the machine can write. */
function translationsOf(file: string, translator: string): string | false {
  const folder = cacheFolder(file);
  return folder === undefined ? false : join(folder, translator === 'babel' ? 'jiti' : translator);
}

/** Whether an error is one of the language, or of a module that is not there, and none that somebody throws. */
export const mayBeOfTranslation = (error: unknown): boolean =>
  error instanceof Error &&
  (/^(Syntax|Type|Reference)Error$/.test(error.name) || /MODULE_NOT_FOUND$/.test(String(Object(error).code)));
