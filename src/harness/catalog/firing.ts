import type { Value } from '../model/catalog.ts';
import type { Severity } from '../model/finding.ts';

/** When something fires in a session of an application, which is no replica. */
const firing: readonly Value[] = ['origin', 'always'];

/** What does not fire is as good as missing; whether it fires in replicas too, shows there only. */
export const firingSeverity = (expected: Value, actual: Value): Severity =>
  firing.includes(expected) && firing.includes(actual) ? 'warning' : 'breaking';
