import fc from 'fast-check';
import { histories } from './commands.ts';
import { anySettings, type Stage } from './stage.ts';
import { world } from './worlds.ts';

/** Whatever is done, from wherever, in whatever order: results and tables are the model's. */
export const historyOn = (stage: Stage, replayPath?: string) =>
  fc.asyncProperty(world(), anySettings, histories(replayPath), async (given, settings, commands) => {
    const start = async () => {
      await stage.set(given, settings);
      return { model: structuredClone(given), real: stage };
    };
    await fc.asyncModelRun(start, commands);
  });
