/** What a command may know of the process that it runs in. */
export interface Environment {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Called where a command has nothing to do but wait for a live database. */
  readonly whileWaiting?: () => void;
  /** Frees what nothing refers to any more, where whoever has the process wants that. */
  readonly collect?: () => void;
}
