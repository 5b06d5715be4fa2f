import type { Project } from '../../config/project.ts';
import type { Declaration } from '../../declared/declare.ts';
import type { ScratchDatabases } from '../../postgres/scratch.ts';
import type { planForLive } from '../live-plan.ts';
import type { declare } from '../schema-side.ts';

/** Scratch databases, which most runs do not need. */
export type GetScratch = () => Promise<ScratchDatabases>;

/** Most runs find nothing: what only a difference needs (the generator, rows, plans) is loaded when it is needed. */
export const declarationIn = async (project: Project): Promise<Declaration> =>
  (await import('../../declared/declare.ts')).declarationOf(project);

export const buildSchema: typeof declare = async (...given) =>
  (await import('../schema-side.ts')).declare(...given);

export const planned: typeof planForLive = async (...given) =>
  (await import('../live-plan.ts')).planForLive(...given);
