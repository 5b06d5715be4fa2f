import fc from 'fast-check';
import { it } from 'vitest';
import { histories } from './support/commands.ts';
import { historyRuns, parameters } from './support/settings.ts';
import { anySettings, useStage } from './support/stage.ts';
import { world } from './support/worlds.ts';

const stage = useStage();

it('whatever is done in whatever order, results and tables are the model’s', async () => {
  const all = fc.asyncProperty(world(), anySettings, histories, async (given, settings, commands) => {
    const model = structuredClone(given);
    const start = async () => {
      await stage.set(model, settings);
      return { model, real: stage };
    };
    await fc.asyncModelRun(start, commands);
  });
  await fc.assert(all, parameters(historyRuns));
}, 600_000);
