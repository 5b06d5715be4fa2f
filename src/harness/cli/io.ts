import type { Environment } from '../commands/environment.ts';

/** The process, as far as the command line may know it. */
export interface Io extends Environment {
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** Rejects with what ends the command although nothing waits for it, such as an error that nobody catches. */
  readonly failure?: Promise<never>;
}

export interface Stream {
  write(text: string): void;
  /** Whether a person reads it as it comes. */
  readonly terminal: boolean;
  /** How many columns a terminal has, while that is known. */
  readonly columns?: number | undefined;
}
