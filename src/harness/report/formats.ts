import type { Report } from '../model/report.ts';
import { json } from './json.ts';
import { text } from './text.ts';

/** Every `--format`, by name: pure functions from a report to what is printed. */
export const formats: Readonly<
  Record<string, (report: Report, options: { readonly color: boolean }) => string>
> = {
  text,
  json,
};
