import { Problem } from '../model/problem.ts';

/** A format, and the file it goes to; standard output where there is none. */
export interface Target {
  readonly format: string;
  readonly output?: string;
}

/**
 * The reports that a command line asks for. An `--output` is for the `--format` before it, or for the first where none is.
 * Throws a Problem where two would go to the same place.
 */
export function targetsIn(argv: readonly string[]): readonly Target[] {
  const targets = asked(argv);
  for (const { output } of targets)
    if (targets.filter((other) => other.output === output).length > 1)
      throw new Problem(`several reports would go to ${output ?? 'standard output'}`, {
        advice: 'give each --format an --output of its own, but for one at most',
      });
  return targets;
}

/** The same, as far as it can be told from a command line that may be wrong. */
export function asked(argv: readonly string[]): readonly Target[] {
  const targets: { format?: string; output?: string }[] = [];
  for (const [option, value] of valuesIn(argv)) {
    const last = targets.at(-1);
    if (last && last[option] === undefined && (option === 'output' || last.format === undefined))
      last[option] = value;
    else targets.push({ [option]: value });
  }
  return targets.length === 0
    ? [{ format: 'text' }]
    : targets.map(({ format = 'text', ...target }) => ({ format, ...target }));
}

function* valuesIn(argv: readonly string[]): Generator<['format' | 'output', string]> {
  for (const [at, word] of argv.entries()) {
    const [, option, own] = /^--(format|output)(?:=(.*))?$/s.exec(word) ?? [];
    const value = own ?? argv[at + 1];
    if ((option === 'format' || option === 'output') && value !== undefined) yield [option, value];
  }
}
