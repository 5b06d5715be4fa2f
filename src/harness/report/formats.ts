import type { Report } from '../model/report.ts';
import { type Failure, json, jsonFailure } from './json.ts';
import { text } from './text.ts';

/** Every `--format`, by name: pure functions from a report to what is printed. */
export const formats: Readonly<
  Record<string, (report: Report, options: { readonly color: boolean }) => string>
> = {
  text,
  json,
};

/** What is printed in place of a report that there cannot be; nothing in the formats that are not here. */
export const failureFormats: Readonly<Record<string, (command: string | null, failure: Failure) => string>> =
  {
    json: jsonFailure,
  };
