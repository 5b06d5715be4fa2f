import type { ServerFacts } from './catalog.ts';
import type { Finding } from './finding.ts';

/** One of several databases that were asked the same. What was found in it is in the findings that name it. */
export interface TargetReport {
  readonly name: string;
  /** What it was compared with; null where it could not be read. */
  readonly compared: string | null;
  /** Its server; null where it could not be read. */
  readonly live: ServerFacts | null;
  readonly objects: number;
  readonly ms: number;
}

/** Whether a finding is about a target; one without names is about all of them. */
export const concerns = ({ targets }: Finding, name: string): boolean => targets?.includes(name) ?? true;
