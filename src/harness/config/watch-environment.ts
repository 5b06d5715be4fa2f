/** Lets a stranger's code read the environment, and notes what it asks for and does not find. */
export interface Watched<T> {
  readonly value: T;
  /** Names of variables that were read, and are absent or empty. */
  readonly absent: readonly string[];
}

/** Runs code of others; `lent` are values for variables that are absent. Throws what it throws, with what was absent. */
export async function watchEnvironment<T>(
  use: () => Promise<T>,
  lent: Readonly<Record<string, string>> = {},
): Promise<Watched<T>> {
  const { env } = process;
  const absent = new Set<string>();
  process.env = new Proxy(env, {
    get: (target, name) => {
      const value = Reflect.get(target, name);
      if (value || typeof name !== 'string') return value;
      absent.add(name);
      return lent[name] ?? value;
    },
    // Of a value that is there, a proxy defines nothing but the value, which Node's environment refuses.
    set: (target, name, value) => Reflect.set(target, name, value),
  });
  try {
    return { value: await use(), absent: [...absent] };
  } catch (cause) {
    throw new FailedWatched(cause, [...absent]);
  } finally {
    process.env = env;
  }
}

/** What watched code threw, and what it did not find before. */
export class FailedWatched extends Error {
  readonly absent: readonly string[];

  constructor(cause: unknown, absent: readonly string[]) {
    super('the code of others failed', { cause });
    this.absent = absent;
  }
}

/** Names under which people keep where their database is. */
const ofDatabase = /url|uri|dsn|database|postgres|^pg|^db_|_db(_|$)/i;

/** Values that lead nowhere, for variables which seem to say where a database is. */
export const lentFor = (absent: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(absent.filter((name) => ofDatabase.test(name)).map((name) => [name, lentValue(name)]));

function lentValue(name: string): string {
  if (/port$/i.test(name)) return '5432';
  return /host$/i.test(name) ? 'localhost' : 'postgres://nobody:nothing@localhost:5432/nothing';
}
