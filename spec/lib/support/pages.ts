import { expect } from 'vitest';

/** Reads a list page by page to its end: every page but the last is full, and behind the last there is nothing. */
export async function allPages<Row>(
  limit: number,
  read: (page: { after: Row | undefined; limit: number }) => Promise<Row[]>,
): Promise<Row[]> {
  const all: Row[] = [];
  for (let turn = 0; turn < 50; turn++) {
    const rows = await read({ after: all.at(-1), limit });
    expect(rows.length).toBeLessThanOrEqual(limit);
    all.push(...rows);
    if (rows.length < limit) return all;
  }
  throw new Error('the list does not end');
}
