/** Seeds that made migrations are tried under: from 1 on, as many as `ROW_SEEDS` says, or as usual. */
export const seedsOr = (usual: number): readonly number[] =>
  Array.from({ length: Number(process.env.ROW_SEEDS ?? usual) }, (_, at) => at + 1);

/** Time enough for all of them, in milliseconds. */
export const timeFor = (seeds: readonly number[]): number => 60_000 + 20_000 * seeds.length;
