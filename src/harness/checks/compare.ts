import { diff } from '../diff/diff.ts';
import { fold } from '../diff/fold.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Finding } from '../model/finding.ts';
import { type Context, judge } from './judge.ts';

/** All that differs between two catalogs, as findings that mean what `context` says. */
export const compare = (expected: Catalog, actual: Catalog, context: Context): Finding[] =>
  fold(diff(expected, actual)).map((difference) => judge(difference, context));
