import { InvalidArgumentError } from 'commander';

/** How many rows the tables have when a migration's cost is measured. */
export const defaultSizes: readonly number[] = [1000, 10_000];

const most = 1_000_000;

/** Reads `--sizes 1000,10000`. Throws what commander prints as a usage error. */
export function parseSizes(text: string): number[] {
  const sizes = text.split(',').map((each) => (/^\s*\d+\s*$/.test(each) ? Number(each) : Number.NaN));
  const [small = Number.NaN, large = Number.NaN] = sizes;
  if (sizes.length === 2 && small >= 1 && small < large && large <= most) return sizes;
  throw new InvalidArgumentError(
    `Give two numbers of rows, the smaller first and at most ${most}, such as ${defaultSizes.join(',')}.`,
  );
}
