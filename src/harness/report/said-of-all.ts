import type { Finding } from '../model/finding.ts';

/** Fewer are told one by one. */
const fewest = 4;

const plurals: Readonly<Record<string, string>> = { has: 'have', is: 'are', does: 'do' };

/** One sentence for all, where each says of its migration just what the others say; undefined where they differ, or are few. */
export function saidOfAll(group: readonly Finding[]): string | undefined {
  if (group.length < fewest) return undefined;
  const [what, ...others] = new Set(group.map(saidOfMigration));
  if (what === undefined || others.length > 0) return undefined;
  const many = what.replace(/^\w+/, (verb) => plurals[verb] ?? verb);
  return `${group.length} migrations ${many === what ? `each: ${what}` : many}: ${namesOf(group)}`;
}

function saidOfMigration({ object: { kind, name }, message, source }: Finding): string | undefined {
  const isWhole = kind === 'migration' && source?.line === undefined && message.startsWith(`${name}: `);
  return isWhole ? message.slice(name.length + 2) : undefined;
}

/** By their numbers, where each has one of its own, as runs: `0000 … 0121, 0130`. */
function namesOf(group: readonly Finding[]): string {
  const tags = group.map(({ object }) => object.name);
  const numbers = tags.map((tag) => /^\d{1,9}(?=_)/.exec(tag)?.[0]);
  if (numbers.includes(undefined) || new Set(numbers).size < tags.length) return tags.join(', ');
  const runs: string[][] = [];
  for (const number of numbers as string[]) {
    const last = runs.at(-1);
    if (last && Number(last.at(-1)) + 1 === Number(number)) last.push(number);
    else runs.push([number]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]} … ${run.at(-1)}` : run.join(', '))).join(', ');
}
