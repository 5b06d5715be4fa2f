import { type Command, InvalidArgumentError } from 'commander';
import { ranges, type Shard, targetsAtOnce } from '../commands/options.ts';
import { wholeBetween } from './whole-number.ts';

/** Which of the databases that the settings name. */
export const addTargetOption = (command: Command): Command =>
  command.option(
    '--target <name>',
    'a database that the settings name, in place of a URL; * stands for any text',
    (name: string, others: readonly string[] = []) => [...others, name],
  );

/** How many of them are asked at once, and by how many runs. */
export const addFleetOptions = (command: Command): Command =>
  command
    .option('--shard <part/parts>', 'only this part of the targets, as in 2/3', parseShard)
    .option(
      '--at-once <number>',
      `how many targets are read at once (default: ${targetsAtOnce})`,
      wholeBetween(...ranges.atOnce),
    );

/** Reads `2/3`. Throws what commander says in one line. */
function parseShard(text: string): Shard {
  const [, part = 0, of = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (part >= 1 && part <= of) return { part, of };
  throw new InvalidArgumentError('Use a part of so many, such as 2/3.');
}
