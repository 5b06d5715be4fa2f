/** A partition's name, and what it holds from. */
export interface Numbered {
  readonly name: string;
  readonly from: number;
}

/** What a partition is called that holds from a time, the `at`th after those that are known. */
export type Numbering = (from: number, at: number) => string;

const two = (value: number): string => String(value).padStart(2, '0');

/** How a time is written in names, the most exact first: pg_partman's ways among them. */
const ways: readonly ((date: Date) => string)[] = ['_', '', '-'].flatMap((between) => {
  const parts = (date: Date): string[] => [
    String(date.getUTCFullYear()).padStart(4, '0'),
    two(date.getUTCMonth() + 1),
    two(date.getUTCDate()),
  ];
  const clock = (date: Date): string[] => [two(date.getUTCHours()), two(date.getUTCMinutes())];
  const joined = (texts: readonly string[]): string => texts.join(between);
  return [
    (date) => `${joined(parts(date))}_${clock(date).join('')}${two(date.getUTCSeconds())}`,
    (date) => `${joined(parts(date))}_${clock(date).join('')}`,
    (date) => joined([...parts(date), ...clock(date).slice(0, 1)]),
    (date) => joined(parts(date)),
    (date) => joined(parts(date).slice(0, 2)),
    (date) => `${parts(date)[0]}${between}q${Math.floor(date.getUTCMonth() / 3) + 1}`,
  ];
});

const year = (date: Date): string => String(date.getUTCFullYear());

const mark = '\u0000';

/**
 * How the partitions of a series are called, by when they hold from, or one after the other, so that each of those that `follow`
 * has another name; nothing where neither is so.
 */
export function numberingOf(known: readonly Numbered[], follow: readonly number[]): Numbering | undefined {
  const times = [...known.map(({ from }) => from), ...follow];
  for (const way of [...ways, year]) {
    const shapes = known.map(({ name, from }) => name.split(way(new Date(from))).join(mark));
    const [shape = ''] = shapes;
    // A year alone tells no month, nor a month a day: each is called by another time.
    const differ = new Set(times.map((at) => way(new Date(at)))).size === times.length;
    if (differ && shape.split(mark).length === 2 && shapes.every((each) => each === shape))
      return (from) => shape.replace(mark, () => way(new Date(from)));
  }
  return counted(known);
}

const lastNumber = /\d+(?=\D*$)/;

/** Numbers that each are one more than the one before. */
function counted(known: readonly Numbered[]): Numbering | undefined {
  const last = known.at(-1);
  const numbers = known.map(({ name }) => Number(lastNumber.exec(name)?.[0]));
  const shapes = new Set(known.map(({ name }) => name.replace(lastNumber, mark)));
  const isCount = numbers.every((each, at) => at === 0 || each === (numbers[at - 1] ?? 0) + 1);
  if (!last || known.length < 2 || shapes.size !== 1 || !isCount) return undefined;
  return (_, at) =>
    last.name.replace(lastNumber, (text) => String(Number(text) + at).padStart(text.length, '0'));
}
