import type { Report } from '../model/report.ts';
import { adoptionText } from './adoption-text.ts';
import { type Failure, json, jsonFailure } from './json.ts';
import { planSql, type SqlOptions } from './plan-sql.ts';
import { text } from './text.ts';

interface FormatOptions extends SqlOptions {
  readonly color: boolean;
}

/** Every `--format`, by name: pure functions from a report to what is printed. */
export const formats: Readonly<Record<string, (report: Report, options: FormatOptions) => string>> = {
  text: (report, options) => {
    if (report.command === 'repair') return planSql(report, options);
    return report.adoption ? adoptionText(report.adoption, report.notCompared) : text(report, options);
  },
  json,
};

/** What is printed in place of a report that there cannot be; nothing in the formats that are not here. */
export const failureFormats: Readonly<Record<string, (command: string | null, failure: Failure) => string>> =
  {
    json: jsonFailure,
  };
