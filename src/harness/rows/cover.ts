/** For each slot, how many values each of its levels has. */
type Sizes = readonly (readonly number[])[];

/** What has met, and how often each level was taken; a level is known by its number among those of all slots. */
interface Seen {
  readonly sizes: Sizes;
  /** The number of each slot's first level. */
  readonly starts: readonly number[];
  readonly width: number;
  readonly met: Uint8Array;
  readonly taken: Uint16Array;
}

/** How many orders are tried in which the slots of a row choose; fewer where there are many slots. */
const ordersFor = (slots: number): number => Math.max(1, Math.min(12, Math.floor(120 / Math.max(1, slots))));

/**
 * Chooses a level for each slot in each row, so that any two slots meet in all pairs of levels as far as there are rows for it (a
 * covering array of strength two, built row by row as AETG does). The first row has the first level everywhere, the second another one.
 */
export function cover(sizes: Sizes, rows: number): readonly (readonly number[])[] {
  const key = JSON.stringify([rows, sizes.map((levels) => levels.map(counting))]);
  const known = covers.get(key) ?? covered(sizes, rows);
  covers.delete(key);
  covers.set(key, known);
  for (const oldest of covers.keys()) if (covers.size > mostKept) covers.delete(oldest);
  return known;
}

/** A table is filled for every migration that opens it, with the same levels mostly; the latest are kept. */
const covers = new Map<string, readonly (readonly number[])[]>();
const mostKept = 1000;

/** An edge is one of several, NULL is always the same; more than so many are as good as many. */
const counting = (size: number): number => Math.min(size, 6);

function covered(sizes: Sizes, rows: number): number[][] {
  const starts = sizes.map((_, slot) => sizes.slice(0, slot).flat().length);
  const width = sizes.flat().length;
  const seen = { sizes, starts, width, met: new Uint8Array(width * width), taken: new Uint16Array(width) };
  return Array.from({ length: rows }, (_, row) => {
    const chosen =
      row < 2 ? sizes.map((levels) => Math.min(row, Math.max(0, levels.length - 1))) : bestRow(seen, row);
    note(seen, chosen);
    return chosen;
  });
}

/** Who chooses first has a say in what the others can choose, so that the best of several is taken. */
function bestRow(seen: Seen, row: number): number[] {
  const slots = seen.sizes.length;
  const tried = Array.from({ length: ordersFor(slots) }, (_, turn) => {
    const chosen: number[] = [];
    let fresh = 0;
    for (const slot of orderOf(slots, row * 1000 + turn)) {
      const best = bestLevel(seen, slot, chosen);
      chosen[slot] = best.which;
      fresh += best.fresh;
    }
    return { chosen, fresh };
  });
  return tried.reduce((best, each) => (each.fresh > best.fresh ? each : best)).chosen;
}

/** What meets most that it has not met; then what has most ahead of it; then what has been taken least. */
function bestLevel({ sizes, starts, width, met, taken }: Seen, slot: number, chosen: readonly number[]) {
  let best = { which: 0, fresh: 0, score: Number.NEGATIVE_INFINITY };
  for (const [which, size] of (sizes[slot] ?? []).entries()) {
    const own = (starts[slot] ?? 0) + which;
    let [fresh, ahead] = [0, 0];
    for (const [other, levels] of sizes.entries()) {
      if (other === slot) continue;
      const start = own * width + (starts[other] ?? 0);
      const there = chosen[other];
      if (there === undefined) for (const at of levels.keys()) ahead += 1 - (met[start + at] ?? 0);
      else fresh += 1 - (met[start + there] ?? 0);
    }
    const worn = (taken[own] ?? 0) / counting(size);
    const score = fresh * 1000 + ahead * 10 - worn;
    if (score > best.score) best = { which, fresh, score };
  }
  return best;
}

function note({ starts, width, met, taken }: Seen, chosen: readonly number[]): void {
  const levels = chosen.map((which, slot) => (starts[slot] ?? 0) + which);
  for (const one of levels) {
    taken[one] = (taken[one] ?? 0) + 1;
    for (const other of levels) met[one * width + other] = 1;
  }
}

/** The slots in some order, the same each time: numbers of Lehmer's generator, sorted. */
function orderOf(length: number, from: number): number[] {
  let state = from + 1;
  const weights = Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  });
  return [...weights.keys()].sort((one, other) => (weights[one] ?? 0) - (weights[other] ?? 0));
}
