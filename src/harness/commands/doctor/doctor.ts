import type { Checkup } from '../../model/checkup.ts';
import { mapTexts } from '../../model/map-texts.ts';
import { Problem } from '../../model/problem.ts';
import { hideSecrets } from '../../model/secrets.ts';
import { openContext } from '../context.ts';
import type { Environment } from '../environment.ts';
import { silent } from '../notes.ts';
import type { Options } from '../options.ts';
import { looked } from './looked.ts';

/**
 * What can be used here, and what is missing, from Node to the live database; a part that fails stops no other.
 *
 * @param node the version of Node, such as `20.19.0`
 */
export async function doctor(
  environment: Environment,
  options: Options,
  node: string,
): Promise<readonly Checkup[]> {
  const { nodeVersion } = await import('./node-version.ts');
  const found = [nodeVersion(node), ...(await ofProject(environment, options))];
  return mapTexts(found, hideSecrets);
}

async function ofProject(environment: Environment, options: Options): Promise<readonly Checkup[]> {
  const { scratchServer } = await import('./scratch-server.ts');
  const context = await openContext(environment, options, silent).catch((error) => {
    if (error instanceof Problem) return error;
    throw error;
  });
  if (context instanceof Problem)
    return [looked('project', context), ...(await scratchServer(environment, options, []))];
  const { project, extensionsOf } = await import('./project.ts');
  const { liveDatabase } = await import('./live-database.ts');
  return [
    ...(await project(context)),
    ...(await scratchServer(environment, options, await extensionsOf(context))),
    ...(await liveDatabase(context)),
  ];
}
