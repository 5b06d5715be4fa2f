/** Why there is no report: what is wrong, where, and what to do. */
export interface Failure {
  readonly what: string;
  readonly where?: string | undefined;
  readonly advice?: string | undefined;
}

/** What is printed in place of a report that there cannot be; `command` is null where the command line names none. */
export type FailureFormat = (command: string | null, failure: Failure) => string;

/** The name of what was run. */
export const titleOf = (command: string | null): string =>
  command === null ? 'driftproof' : `driftproof ${command}`;

/** A failure on one line. */
export const printFailure = ({ what, where, advice }: Failure): string =>
  `${where === undefined ? '' : `${where}: `}${what}${advice === undefined ? '' : `; ${advice}`}`;
