import type { Control } from '../rows/row.ts';
import { applicationControls } from './application.ts';
import { rareControls } from './rare.ts';
import { rightsControls } from './rights.ts';
import { sinkControls } from './sink.ts';

/** What may be done to a database without its meaning anything else. */
export const allControls: readonly Control[] = [
  ...applicationControls,
  ...sinkControls,
  ...rareControls,
  ...rightsControls,
];
