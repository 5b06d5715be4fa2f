/** What a platform brings into every database, as far as migrations and schemas refer to it. */
export interface Platform {
  /** A role that only this platform's servers have: by it a live database is recognised. */
  readonly mark: string;
  readonly roles: readonly string[];
  /** Schemas whose objects are the platform's, as far as no migration makes or changes them. */
  readonly schemas: readonly string[];
  /** The `search_path` of those who migrate; Postgres's own where it is not said. */
  readonly searchPath?: string;
  /** SQL that makes, on a scratch database with those roles, what is referred to. */
  readonly objects: string;
}

/** SQL that makes a platform's roles where they are not there yet: roles belong to the whole server. */
const createRole = (name: string): string =>
  `DO $$ BEGIN CREATE ROLE ${name} NOLOGIN; EXCEPTION WHEN duplicate_object THEN END $$;`;

/** What prepares a scratch database as the platform would. */
export const preludeOf = ({ roles, objects }: Platform): readonly string[] => [
  roles.map(createRole).join('\n'),
  objects,
];
