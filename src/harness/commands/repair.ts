import type { Report } from '../model/report.ts';
import type { Context } from './context.ts';
import { drift } from './drift.ts';

/**
 * `driftproof repair`: which SQL makes a live database what it should be? As `drift`, with a plan. Throws a Problem when the
 * database cannot be read.
 */
export const repair = (context: Context): Promise<Partial<Report>> =>
  drift({ ...context, options: { ...context.options, plan: true } });
