import { loadModules } from '../config/load-module.ts';
import { type Project, schemaFiles } from '../config/project.ts';
import type { Identity, Kind } from '../model/identity.ts';

/** Kinds that Drizzle's objects hold the names of; those of columns may be made by a casing, those of indexes by drizzle-kit. */
const held: ReadonlySet<Kind> = new Set<Kind>(['table', 'view', 'materialized-view', 'enum']);

/** More than that is not looked through: a schema file may export anything, such as a client of a database. */
const most = 1_000_000;

/**
 * Tells of an object whether it is certain not to be declared, by the schema modules alone: to load drizzle-kit takes as long
 * as all else together. It declares the tables, views and enums that these export, or that what they export refers to. False
 * where that is not certain, and where they cannot be loaded.
 */
export async function undeclaredIn(project: Project): Promise<(id: Identity) => boolean> {
  const modules = await loadModules(await schemaFiles(project), project).catch(() => undefined);
  const texts = modules && textsIn(modules);
  if (!texts) return () => false;
  const isCut = (name: string): boolean => mayBeCut(name) && [...texts].some((text) => text.startsWith(name));
  return ({ kind, name }) => held.has(kind) && !texts.has(name) && !isCut(name);
}

/** A name is cut at 63 bytes, and no character in two (Postgres manual, "Identifiers and Key Words"). */
const mayBeCut = (name: string): boolean => Buffer.byteLength(name) >= 60;

/** The texts that can be reached from values by their properties, whose names are among them; undefined where there is too much. */
function textsIn(values: readonly unknown[]): Set<string> | undefined {
  const texts = new Set<string>();
  const seen = new Set<unknown>();
  const left: unknown[] = [...values];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string') texts.add(value);
    if (!isObject(value) || seen.has(value)) continue;
    seen.add(value);
    if (seen.size > most) return undefined;
    if (value instanceof Map || value instanceof Set) left.push([...value]);
    for (const key of Reflect.ownKeys(value))
      left.push(key, Object.getOwnPropertyDescriptor(value, key)?.value);
  }
  return texts;
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';
