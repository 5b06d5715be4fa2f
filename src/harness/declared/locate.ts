import { displayPath, readText } from '../history/files.ts';
import type { Source } from '../model/finding.ts';
import type { Identity } from '../model/identity.ts';
import { type Project, schemaFiles } from './project.ts';

/**
 * Tells where schema files declare an object: the first line that writes its name as a text, after the line that
 * writes its table's name. Nothing for what is not written down, such as a name that Drizzle makes up.
 */
export async function schemaLocator(project: Project): Promise<(id: Identity) => Source | undefined> {
  const files = await schemaFiles(project);
  const texts = await Promise.all(
    files.map(async (file) => ({ file: displayPath(file), lines: (await readText(file)).split('\n') })),
  );
  return (id) => texts.flatMap(({ file, lines }) => lineOf(lines, id).map((line) => ({ file, line })))[0];
}

function lineOf(lines: readonly string[], { table, name }: Identity): number[] {
  const from = table === undefined ? 0 : lines.findIndex((line) => writes(line, table));
  const at = from < 0 ? -1 : lines.findIndex((line, index) => index >= from && writes(line, name));
  return at < 0 ? [] : [at + 1];
}

const writes = (line: string, name: string): boolean =>
  [`'${name}'`, `"${name}"`, `\`${name}\``].some((text) => line.includes(text));
