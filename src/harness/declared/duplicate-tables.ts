import type { Exports } from '../config/load-module.ts';
import { printName } from '../model/identity.ts';
import { Problem } from '../model/problem.ts';

/** The symbols under which every version of drizzle-orm keeps a table's name (its table.ts). */
const mark = Symbol.for('drizzle:IsDrizzleTable');
const schemaKey = Symbol.for('drizzle:Schema');
const nameKey = Symbol.for('drizzle:Name');

type Marked = Readonly<Record<symbol, unknown>>;

/**
 * Throws a Problem when two different tables have the same name: drizzle-kit silently uses the last one (its
 * pgSerializer.ts). One table that several files export is not a duplicate.
 */
export function refuseDuplicateTables(files: readonly string[], modules: readonly Exports[]): void {
  const seen = new Map<string, { readonly table: Marked; readonly file: string }>();
  for (const [at, exports] of modules.entries())
    for (const value of Object.values(exports)) {
      if (!isTable(value)) continue;
      const name = printName({ schema: String(value[schemaKey] ?? 'public'), name: String(value[nameKey]) });
      const file = files[at] ?? '';
      const before = seen.get(name);
      if (before && before.table !== value)
        throw new Problem(`declares table ${name}, which ${before.file} declares too`, {
          where: file,
          advice: 'declare it once and import it',
        });
      seen.set(name, before ?? { table: value, file });
    }
}

/** Under this, every class of drizzle-orm says what it is (its entity.ts): tables of other dialects are not ours. */
const entityKind = Symbol.for('drizzle:entityKind');

const isTable = (value: unknown): value is Marked =>
  typeof value === 'object' && value !== null && mark in value && isOfPostgres(value);

function isOfPostgres(value: object): boolean {
  for (let each = value.constructor; each; each = Object.getPrototypeOf(each))
    if (Reflect.get(each, entityKind) === 'PgTable') return true;
  return false;
}
