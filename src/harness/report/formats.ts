import type { FailureFormat } from './failure.ts';
import type { Format } from './format.ts';

/** Every `--format`, by name: pure functions from a report to what is printed, loaded when they are used. */
export const formats: ReadonlyMap<string, () => Promise<Format>> = new Map<string, () => Promise<Format>>([
  ['text', async () => (await import('./for-people.ts')).forPeople],
  ['json', async () => (await import('./json.ts')).json],
  ['markdown', async () => (await import('./markdown.ts')).markdown],
  ['html', async () => (await import('./html/html.ts')).html],
  ['github', async () => (await import('./github.ts')).github],
  ['gitlab', async () => (await import('./gitlab.ts')).gitlab],
  ['junit', async () => (await import('./junit.ts')).junit],
  ['sarif', async () => (await import('./sarif.ts')).sarif],
]);

/** What each prints in place of a report that there cannot be; text says nothing, as standard error has said it. */
export const failureFormats: ReadonlyMap<string, () => Promise<FailureFormat>> = new Map([
  ['json', async () => (await import('./json.ts')).jsonFailure],
  ['markdown', async () => (await import('./markdown.ts')).markdownFailure],
  ['html', async () => (await import('./html/html.ts')).htmlFailure],
  ['github', async () => (await import('./github.ts')).githubFailure],
  ['gitlab', async () => (await import('./gitlab.ts')).gitlabFailure],
  ['junit', async () => (await import('./junit.ts')).junitFailure],
  ['sarif', async () => (await import('./sarif.ts')).sarifFailure],
]);
