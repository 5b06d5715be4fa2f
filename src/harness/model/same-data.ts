/**
 * Whether two values of plain data are the same, to the last part. To write both as JSON and compare the texts takes many
 * times as long: most parts of most objects are the same, and the first that is not ends it.
 */
export function sameData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [inA, inB] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  return partsOf(inA) === partsOf(inB) && isIn(inA, inB);
}

/** A part that is undefined is none, as in JSON. */
function partsOf(data: Readonly<Record<string, unknown>>): number {
  let count = 0;
  for (const part in data) if (data[part] !== undefined) count += 1;
  return count;
}

function isIn(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  for (const part in a) if (!sameData(a[part], b[part])) return false;
  return true;
}
