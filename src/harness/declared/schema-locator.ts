import { type Project, schemaFiles } from '../config/project.ts';
import { displayPath, readText } from '../history/files.ts';
import { escapePattern } from '../model/escape-pattern.ts';
import type { Source } from '../model/finding.ts';
import type { Identity } from '../model/identity.ts';

/**
 * Finds where schema files declare an object: the first line with its name as a string literal, after the line with its
 * table's name; a column may have the name of its key. Undefined for a name that is not written, such as one that Drizzle
 * generates.
 */
export async function schemaLocator(project: Project): Promise<(id: Identity) => Source | undefined> {
  const files = await schemaFiles(project);
  const texts = await Promise.all(
    files.map(async (path) => {
      const file = displayPath(project.directory, path);
      return { file, lines: (await readText(path, file)).split('\n') };
    }),
  );
  return (id) =>
    [writesText, ...(id.kind === 'column' ? [writesKey] : [])]
      .flatMap((writes) =>
        texts.flatMap(({ file, lines }) => lineOf(lines, id, writes).map((line) => ({ file, line }))),
      )
      .at(0);
}

type Writes = (line: string, name: string) => boolean;

function lineOf(lines: readonly string[], { table, name }: Identity, writes: Writes): number[] {
  const from = table === undefined ? 0 : lines.findIndex((line) => writesText(line, table));
  const at = from < 0 ? -1 : lines.findIndex((line, index) => index >= from && writes(line, name));
  return at < 0 ? [] : [at + 1];
}

const writesText: Writes = (line, name) =>
  [`'${name}'`, `"${name}"`, `\`${name}\``].some((text) => line.includes(text));

/** `createdAt:` declares `created_at` where the config's `casing` says so. */
const writesKey: Writes = (line, name) =>
  [name, name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())].some((key) =>
    new RegExp(`(^|[^\\w$])${escapePattern(key)}\\s*:`).test(line),
  );
