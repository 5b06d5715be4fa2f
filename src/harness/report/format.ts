import type { Report } from '../model/report.ts';
import type { SqlOptions } from './plan-sql.ts';
import type { Terminal } from './terminal.ts';

/** How a report is printed, where a format leaves the choice. */
export interface FormatOptions extends SqlOptions {
  readonly color: boolean;
  /** Where it is shown; a line has as many columns as it needs when absent. */
  readonly terminal?: Terminal | undefined;
  /** Whether infos and the cost of each statement are printed as well. */
  readonly verbose?: boolean;
  /** Whether only the verdict is printed. */
  readonly quiet?: boolean;
}

/** A pure function from a report to what is printed. */
export type Format = (report: Report, options: FormatOptions) => string;
