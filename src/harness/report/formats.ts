import type { Format } from './format.ts';
import type { Failure } from './json.ts';

/** Every `--format`, by name: pure functions from a report to what is printed, loaded when they are used. */
export const formats: ReadonlyMap<string, () => Promise<Format>> = new Map<string, () => Promise<Format>>([
  ['text', async () => (await import('./for-people.ts')).forPeople],
  ['json', async () => (await import('./json.ts')).json],
  ['markdown', async () => (await import('./markdown.ts')).markdown],
  ['github', async () => (await import('./github.ts')).github],
  ['gitlab', async () => (await import('./gitlab.ts')).gitlab],
  ['junit', async () => (await import('./junit.ts')).junit],
  ['sarif', async () => (await import('./sarif.ts')).sarif],
]);

type FailureFormat = (command: string | null, failure: Failure) => string;

/** What is printed in place of a report that there cannot be; nothing in the formats that are not here. */
export const failureFormats: ReadonlyMap<string, () => Promise<FailureFormat>> = new Map([
  ['json', async () => (await import('./json.ts')).jsonFailure],
]);
