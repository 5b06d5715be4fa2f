export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const isRecord = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What of a snapshot says which one it is, and not what the schema is like. */
const ofItself: readonly string[] = ['id', 'prevId', 'version', 'dialect'];

/**
 * A snapshot with what changed between two others, of one database at two times: only the changes count, since drizzle-kit
 * reads a database in other words than it reads a schema.
 */
export function patched(target: Json, before: Json, after: Json): Json {
  if (same(before, after)) return target;
  if (areRows(before) && areRows(after) && areRows(target))
    return Object.values(patchedRows(target, before, after));
  if (!isRecord(before) || !isRecord(after) || !isRecord(target)) return after;
  const names = [...new Set([...Object.keys(target), ...Object.keys(after)])];
  return Object.fromEntries(
    names.flatMap((name): [string, Json][] => {
      const [was, is, own] = [before[name], after[name], target[name]];
      if (ofItself.includes(name) || same(was, is)) return own === undefined ? [] : [[name, own]];
      if (is === undefined) return [];
      return [[name, was === undefined || own === undefined ? is : patched(own, was, is)]];
    }),
  );
}

type Row = { readonly [key: string]: Json };

/** From the format 8 on a snapshot is a list of what is there, each with its kind. */
const areRows = (value: Json): value is readonly Row[] =>
  Array.isArray(value) && value.every((each) => isRecord(each) && 'entityType' in each);

const patchedRows = (
  ...sides: readonly [target: readonly Row[], before: readonly Row[], after: readonly Row[]]
) => {
  const [target = {}, before = {}, after = {}] = sides.map(byIdentity);
  return patched(target, before, after) as Row;
};

const byIdentity = (rows: readonly Row[]): Row =>
  Object.fromEntries(
    rows.map((row) => [JSON.stringify([row.entityType, row.schema, row.table, row.name]), row]),
  );

/** The declarations of a schema file that another one, of the same database at an earlier time, does not have so. */
export function declarationsChanged(before: string, after: string): string {
  const [old, now] = [before, after].map(declarationsIn);
  const known = new Set(old);
  return (now ?? []).filter((each) => !known.has(each)).join('\n\n');
}

const declarationsIn = (schema: string): string[] =>
  schema
    .split(/^(?=export const )/m)
    .slice(1)
    .map((each) => each.trim());
