import { adoptionText } from './adoption-text.ts';
import { downsText } from './downs-text.ts';
import type { Format } from './format.ts';
import { initText } from './init-text.ts';
import { planSql } from './plan-sql.ts';
import { text } from './text.ts';

/** The report for people: SQL where that was asked for. */
export const forPeople: Format = (report, options) => {
  if (report.command === 'repair') return planSql(report, options);
  if (report.files) return initText(report, options);
  if (report.downs) return downsText(report, options);
  return report.adoption ? adoptionText(report.adoption, report.notCompared) : text(report, options);
};
