export type ServerKind = 'embedded' | 'container' | 'url';

/** A running Postgres on which scratch databases may be made. */
export interface Server {
  readonly kind: ServerKind;
  /** Leads to a maintenance database, as a role that may create databases. */
  readonly url: URL;
  /** What was chosen and why, for people. */
  readonly description: string;
  /** How long, in milliseconds, it may take for one answer; ten minutes when absent. */
  readonly timeoutMs?: number | undefined;
  /** Takes away all that starting it brought; does nothing to a server that was there before. */
  stop(): Promise<void>;
}
