import { join } from 'node:path';
import { cacheFolder } from '../cache/cache-folder.ts';
import { keep, readKept, sha256 } from '../cache/kept.ts';
import { catalogIn, readerVersion } from '../catalog/read.ts';
import { type Brought, type Installed, installedIn } from '../checks/drift/extension-members.ts';
import { isMember } from '../checks/drift/without-members.ts';
import { createExtension } from '../declared/brought.ts';
import type { WithScratch } from '../equivalence/answers.ts';
import { onceEach } from '../model/once.ts';
import { quoteName } from '../postgres/connection.ts';
import { isAnswer } from '../postgres/errors.ts';
import type { Scratch, ScratchDatabases } from '../postgres/scratch.ts';
import { describeServerChoice } from '../postgres/server.ts';
import { tool } from '../report/tool.ts';
import type { Context } from './context.ts';

/** Finds out what extensions bring by themselves: kept from an earlier run, or from a scratch database that has them. */
export function extensionsOn(
  { environment, project, options, settings }: Context,
  getScratch: () => Promise<ScratchDatabases>,
) {
  const make = onceEach(async (installed: readonly Installed[]) =>
    install(await (await getScratch()).create(), installed),
  );
  const bring = async (installed: readonly Installed[]): Promise<Brought> => {
    const caches = cacheFolder(project.configFile, environment.env);
    const content = [tool.version, readerVersion, describeServerChoice(options), settings.prelude, installed];
    const file = caches && join(caches, `extensions-${sha256(JSON.stringify(content))}.json`);
    const kept = file && (await readKept<Brought>(file));
    if (kept) return kept;
    const brought = await broughtIn(await make(installed), installed);
    if (file) await keep(file, brought);
    return brought;
  };
  const withBrought =
    (installed: readonly Installed[]): WithScratch =>
    async (use) =>
      use(await make(installed));
  return { bring, withBrought };
}

async function broughtIn(database: Scratch, installed: readonly Installed[]): Promise<Brought> {
  const catalog = await catalogIn(database);
  const there = new Set(installedIn(catalog).map((each) => JSON.stringify(each)));
  const unavailable = installed.filter((each) => !there.has(JSON.stringify(each))).map(({ name }) => name);
  return {
    members: catalog.objects.filter(
      (each) => isMember(each) && !unavailable.includes(each.within?.name ?? ''),
    ),
    unavailable,
  };
}

/** Installs what can be installed; one extension may need another, so that it goes on until nothing more can. */
async function install(database: Scratch, installed: readonly Installed[]): Promise<Scratch> {
  const there = installedIn(await catalogIn(database)).map((each) => JSON.stringify(each));
  let left = installed.filter((each) => !there.includes(JSON.stringify(each)));
  for (const { name } of left) await database.run(`DROP EXTENSION IF EXISTS ${quoteName(name)} CASCADE`);
  for (let before = Number.POSITIVE_INFINITY; left.length < before; ) {
    before = left.length;
    const refused: Installed[] = [];
    for (const each of left) if (!(await create(database, each))) refused.push(each);
    left = refused;
  }
  return database;
}

/** Returns whether it is there now: a file of an extension may be missing on this server, which is no failure of it. */
const create = (database: Scratch, { name, version, schema }: Installed): Promise<boolean> =>
  database
    .run(createExtension(name, schema, version))
    .then(() => true)
    .catch((error) => {
      if (isAnswer(error)) return false;
      throw error;
    });
