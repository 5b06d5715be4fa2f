import { loadModules } from '../config/load-module.ts';
import { type Project, schemaFiles } from '../config/project.ts';
import type { Identity, Kind } from '../model/identity.ts';

/** Kinds that Drizzle's objects hold the names of; those of columns may be made by a casing, those of indexes by drizzle-kit. */
const held: ReadonlySet<Kind> = new Set<Kind>(['table', 'view', 'materialized-view', 'enum']);

/** More than that is not looked through: a schema file may export anything, such as a client of a database. */
const most = 1_000_000;

/**
 * Whether an object is certain not to be declared, by the schema modules alone: to load drizzle-kit takes as long as all
 * else together. It declares the tables, views and enums that these export, or that what they export refers to. False where
 * that is not certain, and where they cannot be loaded.
 */
export async function isUndeclared(project: Project, { kind, name }: Identity): Promise<boolean> {
  if (!held.has(kind)) return false;
  const modules = await loadModules(await schemaFiles(project), project).catch(() => undefined);
  return modules !== undefined && !mayHold(modules, name);
}

/** Whether some text that can be reached from values by their properties has a name in it; true where there is too much. */
function mayHold(values: readonly unknown[], name: string): boolean {
  const seen = new Set<unknown>();
  const left: unknown[] = [...values];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string' ? value.includes(name) : seen.size > most) return true;
    if (!isObject(value) || seen.has(value)) continue;
    seen.add(value);
    if (value instanceof Map || value instanceof Set) left.push([...value]);
    for (const key of Reflect.ownKeys(value))
      left.push(key, Object.getOwnPropertyDescriptor(value, key)?.value);
  }
  return false;
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';
