import { adoptionText } from './adoption-text.ts';
import { downsText } from './downs-text.ts';
import type { Format } from './format.ts';
import { type Failure, json, jsonFailure } from './json.ts';
import { planSql } from './plan-sql.ts';
import { text } from './text.ts';

/** Every `--format`, by name: pure functions from a report to what is printed. */
export const formats: Readonly<Record<string, Format>> = {
  text: (report, options) => {
    if (report.command === 'repair') return planSql(report, options);
    if (report.downs) return downsText(report, options);
    return report.adoption ? adoptionText(report.adoption, report.notCompared) : text(report, options);
  },
  json,
};

/** What is printed in place of a report that there cannot be; nothing in the formats that are not here. */
export const failureFormats: Readonly<Record<string, (command: string | null, failure: Failure) => string>> =
  {
    json: jsonFailure,
  };
