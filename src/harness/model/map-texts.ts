/** A copy of plain data with a function applied to every string and every key. */
export const mapTexts = <T>(value: T, change: (text: string) => string): T => mapped(value, change) as T;

function mapped(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => mapped(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [change(name), mapped(each, change)]),
  );
}
