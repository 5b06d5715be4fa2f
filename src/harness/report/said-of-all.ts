import type { Finding } from '../model/finding.ts';

/** Fewer are told one by one. */
const fewest = 4;

const plurals: Readonly<Record<string, string>> = { has: 'have', is: 'are', does: 'do' };

/** One sentence for all, where each says of its migration just what the others say; undefined where they differ, or are few. */
export function saidOfAll(group: readonly Finding[]): string | undefined {
  if (group.length < fewest) return undefined;
  if (group.every(({ rule }) => rule === 'baseline-stale')) return staleEntries(group);
  const [what, ...others] = new Set(group.map(saidOfMigration));
  if (what === undefined || others.length > 0) return undefined;
  const many = what.replace(/^\w+/, (verb) => plurals[verb] ?? verb);
  return `${group.length} migrations ${many === what ? `each: ${what}` : many}: ${namesOf(group)}`;
}

function saidOfMigration({ object: { kind, name }, message, source }: Finding): string | undefined {
  const isWhole = kind === 'migration' && source?.line === undefined && message.startsWith(`${name}: `);
  return isWhole ? withoutOwn(message.slice(name.length + 2), name) : undefined;
}

/** A text that is the same for each migration, although it names files of the migration. */
function withoutOwn(text: string, tag: string): string {
  const whole = text.replaceAll(tag, 'TAG');
  const number = numberIn(tag);
  return number === undefined ? whole : whole.replaceAll(new RegExp(`(?<!\\d)${number}(?=_)`, 'g'), 'NNNN');
}

const numberIn = (tag: string): string | undefined => /^\d{1,9}(?=_)/.exec(tag)?.[0];

/** Each is named by `baseline`, the rule and the object. */
function staleEntries(group: readonly Finding[]): string {
  const counts = new Map<string, number>();
  for (const { object } of group) {
    const rule = object.name.split(' ')[1] ?? '';
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  const rules = [...counts].map(([rule, count]) => `${rule} × ${count}`).join(', ');
  return `${group.length} entries of the baseline know more than there is: ${rules}`;
}

/** By their numbers, where each has one of its own, as runs: `0000 … 0121, 0130`. */
function namesOf(group: readonly Finding[]): string {
  const tags = group.map(({ object }) => object.name);
  const numbers = tags.map(numberIn);
  if (numbers.includes(undefined) || new Set(numbers).size < tags.length) return tags.join(', ');
  const runs: string[][] = [];
  for (const number of numbers as string[]) {
    const last = runs.at(-1);
    if (last && Number(last.at(-1)) + 1 === Number(number)) last.push(number);
    else runs.push([number]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]} … ${run.at(-1)}` : run.join(', '))).join(', ');
}
