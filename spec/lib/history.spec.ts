import fc from 'fast-check';
import { it } from 'vitest';
import { historyOn } from './support/history.ts';
import { anHour, historyRuns, parameters } from './support/settings.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

it(
  'whatever is done, in whatever order and by whomever, results and tables are the model’s',
  () => fc.assert(historyOn(stage), parameters(historyRuns)),
  anHour,
);
