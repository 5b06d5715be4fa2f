import type { Identity, Kind } from '../model/identity.ts';
import type { Declaration } from './declare.ts';

/** Kinds whose names drizzle-kit writes out, quoted; Postgres makes up those of some keys and sequences. */
const written: ReadonlySet<Kind> = new Set(['table', 'view', 'materialized-view', 'enum', 'column', 'index']);

/**
 * Whether what a schema declares can have an object of this name. A name that is in no statement is in no catalog that
 * they build; a longer one that Postgres cuts begins with what is left of it.
 */
export const mayHave =
  ({ statements }: Declaration) =>
  ({ kind, name }: Identity): boolean =>
    !written.has(kind) ||
    [name, name.replaceAll('"', '""')].some((text) => statements.some((each) => each.includes(text)));
