import { measuredSoFar } from './measured.ts';
import { writeGoals } from './write-goals.ts';

/** Writes the goals from what was measured last, without measuring anything. */
await writeGoals(await measuredSoFar());
