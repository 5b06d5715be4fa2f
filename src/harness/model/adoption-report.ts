/** A file of a project that is to be written; a journal is changed, and all others are new. */
export interface AdoptedFile {
  /** As people write it. */
  readonly path: string;
  readonly text: string;
  readonly isNew: boolean;
}

/** What makes a repository agree with a live database. */
export interface AdoptionReport {
  /** `host:port/database`. */
  readonly target: string;
  /** The migration's tag; null where there is nothing to adopt. */
  readonly tag: string | null;
  readonly files: readonly AdoptedFile[];
  /** Whether the files were written. */
  readonly written: boolean;
  /** SQL to be run in the database, which says that it has the migration already. */
  readonly ledger: string | null;
  /** What the schema files have to declare, as drizzle-kit introspects it. */
  readonly schema: string;
  /** What the migration leaves as it is, and why; and what else is to be known of it. */
  readonly remarks: readonly string[];
}
