import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import type { AdoptedFile, AdoptionReport } from '../model/adoption-report.ts';
import { firstLine, Problem } from '../model/problem.ts';
import type { Context } from './context.ts';

/** Writes what is new where nothing is, the journal last and at once; takes it back where it cannot, and throws a Problem. */
export async function writeAdoption(
  { project: { out }, folder: read }: Context,
  adoption: AdoptionReport,
): Promise<AdoptionReport> {
  const { shown, layout } = await read();
  const written: string[] = [];
  for (const each of adoption.files) {
    const place = join(out, posix.relative(shown, each.path));
    try {
      if (layout === 'folders' && written.length === 0) {
        await mkdir(dirname(place));
        written.push(dirname(place));
      }
      await writeNew(place, each, written);
    } catch (cause) {
      await Promise.all(written.map((path) => rm(path, { recursive: true, force: true })));
      throw new Problem(`cannot be written: ${firstLine(cause)}`, { where: each.path, cause });
    }
  }
  return { ...adoption, written: true };
}

/** What replaces the journal is written beside it, and is there whole or not at all. */
async function writeNew(place: string, { text, isNew }: AdoptedFile, written: string[]): Promise<void> {
  const target = isNew ? place : `${place}.new`;
  await writeFile(target, text, { flag: 'wx' });
  written.push(target);
  if (!isNew) await rename(target, place);
}
