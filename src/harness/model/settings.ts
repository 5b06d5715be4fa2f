import type { Severity } from './finding.ts';
import type { Kind } from './identity.ts';
import type { Report } from './report.ts';

/** One difference that a team has looked at and lives with, until a day. */
export interface Accepted {
  /** The command whose report it is accepted in. */
  readonly command: Report['command'];
  /** A rule id; `*` in it stands for any text. */
  readonly rule: string;
  /** The object's kind; any when absent. */
  readonly kind?: Kind | undefined;
  /** The object's name as it is printed, without its kind, such as `public.orders.note`; `*` stands for any text. */
  readonly name: string;
  readonly reason: string;
  /** The last day it is accepted, as `2026-12-31`. */
  readonly until: string;
}

/** Platforms whose own roles, schemas and functions are known. */
export const platformNames = ['supabase', 'neon', 'rds'] as const;
export type PlatformName = (typeof platformNames)[number];

/**
 * Where a database records which migrations it has applied, if that is not the ledger that the drizzle config names:
 * another table, Supabase's, or nowhere, so that all of them count as applied.
 */
export type LedgerSetting = 'supabase' | 'none' | { readonly schema: string; readonly table: string };

/** Schemas of one database that are alike: each is compared as if it was the schema that the migrations build. */
export interface Tenants {
  /** Their names; `*` stands for any text. */
  readonly like: string;
  /** The schema that they are copies of. */
  readonly schema: string;
}

/**
 * Where the URLs of databases come from: a variable of the environment, a file, or what a command prints, which is the words
 * of its line. Each of their lines is a URL, or a name and a URL.
 */
export interface TargetSource {
  /** The name of the one database, where no line names it. */
  readonly name?: string | undefined;
  readonly env?: string | undefined;
  readonly file?: string | undefined;
  readonly command?: readonly string[] | undefined;
  readonly tenants?: Tenants | undefined;
}

/**
 * What is compared of something that differs between environments by design: what the migrations say of it and what endangers,
 * all of it, or nothing.
 */
export const comparisons = ['migrations', 'all', 'none'] as const;
export type Comparison = (typeof comparisons)[number];

/** How much is compared of rights, and of who owns what. */
export interface CompareSettings {
  /** Grants, default privileges, and what roles may do. */
  readonly rights: Comparison;
  readonly owners: Comparison;
}

/** What a `driftproof.config.ts` says, with its defaults filled in. */
export interface Settings {
  /** The file it was read from, for messages. */
  readonly file: string;
  readonly accept: readonly Accepted[];
  /** Severities of rules that differ from ours; what is found by one that is `off` is counted, and not told. */
  readonly severity: Readonly<Record<string, Severity | 'off'>>;
  /** SQL that prepares every scratch database with what a platform brings: statements, or paths of files of them. */
  readonly prelude: readonly string[];
  /** SQL, by the tag of a migration, that puts rows into the database which it is tried on: statements, or a file's path. */
  readonly rows: Readonly<Record<string, string>>;
  /** The role that production runs migrations as. */
  readonly role?: string | undefined;
  /** What every database of the project's platform has: it comes before the prelude, and is not the project's. */
  readonly platform?: PlatformName | undefined;
  readonly ledger?: LedgerSetting | undefined;
  /** Databases that `drift` asks all at once. */
  readonly targets?: readonly TargetSource[] | undefined;
  readonly compare: CompareSettings;
  /** What the migrations call the roles of other environments, by their names there. */
  readonly roles: Readonly<Record<string, string>>;
}

/** What a `driftproof.config.ts` may say. */
export type Config = Partial<Omit<Settings, 'file' | 'compare'>> & {
  readonly compare?: Partial<CompareSettings>;
};
