import { type Command, InvalidArgumentError, Option } from 'commander';
import { areSizes, mostRows, ranges, verifyDefaults } from '../commands/options.ts';
import { wholeBetween } from './whole-number.ts';

/** How many rows a migration is tried with. */
export const rowsOption = (): Option =>
  new Option('--rows <number>', 'rows inserted into each table before a migration; 0 for none')
    .argParser(wholeBetween(...ranges.rows))
    .default(verifyDefaults.rows);

/** The options that `verify` has, and `baseline` for it. */
export const addVerifyOptions = (command: Command): Command =>
  command
    .addOption(rowsOption())
    .option(
      '--seed <number>',
      'seed of the rows (default: random, fixed where CI is set)',
      wholeBetween(...ranges.seed),
    )
    .option('--no-cost', 'do not measure what the migrations cost (locks, rewrites, rows, time)')
    .addOption(
      new Option('--sizes <small,large>', 'rows in each table when costs are measured')
        .argParser(parseSizes)
        .default(verifyDefaults.sizes, verifyDefaults.sizes.join(',')),
    );

/** Which migrations are new. A baseline is of all of them. */
export const addNewOnly = (command: Command): Command =>
  command
    .option('--since <tag>', 'try only the migrations after this one; the others are applied')
    .option('--base <ref>', 'try only the migrations that this git ref does not have as they are');

/** Reads `1000,10000`. Throws what commander says in one line. */
function parseSizes(text: string): number[] {
  const sizes = text.split(',').map((each) => (/^\s*\d+\s*$/.test(each) ? Number(each) : Number.NaN));
  if (areSizes(sizes)) return sizes;
  throw new InvalidArgumentError(
    `Give two numbers of rows, the smaller first and at most ${mostRows}, such as ${verifyDefaults.sizes.join(',')}.`,
  );
}
