import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every page that a reader may open, as paths from the root of the repository. */
export const pages: readonly string[] = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs').map((name) => join('docs', name)),
].filter((path) => path.endsWith('.md'));

export const readPage = (path: string): string => readFileSync(path, 'utf8');

/** The fenced blocks of a language in a page. */
export const blocksOf = (page: string, language: string): string[] =>
  page
    .split(/^```/m)
    .filter((_, at) => at % 2 === 1)
    .filter((block) => block.startsWith(`${language}\n`))
    .map((block) => block.slice(language.length + 1));

/** The output that a page shows below a command. Throws when it shows none. */
export function outputOf(page: string, command: string): string {
  const block = blocksOf(page, 'console').find((each) => each.startsWith(`$ ${command}\n`));
  if (block === undefined) throw new Error(`no page shows the output of ${command}`);
  return block.slice(block.indexOf('\n') + 1);
}

/** Times, the widths of columns that hold them, and the servers' own lines differ from run to run. */
const withoutChance = (output: string): string =>
  output
    .replace(/ +\d+ ms/g, ' N ms')
    .replace(/(\S) {2,}/g, '$1  ')
    .replace(/"ms": \d+/g, '"ms": N')
    .split('\n')
    .filter((line) => !/^ {2}(scratch server|live database|expected)/.test(line))
    .join('\n')
    .trim();

/** What of an example is not printed; nothing when all is, in that order, with whatever stands at each line `…` between. */
export function notPrinted(example: string, printed: string): string | undefined {
  let rest = withoutChance(printed);
  for (const part of example.split(/^…$/m).map(withoutChance)) {
    const at = rest.indexOf(part);
    if (at < 0) return part;
    rest = rest.slice(at + part.length);
  }
  return undefined;
}

/** The rows of the first table below a mark such as `<!-- faults -->`, or of the first one with this head; cells trimmed. */
export function tableIn(page: string, start: string): string[][] {
  const lines = page.slice(page.indexOf(start)).split('\n');
  const from = lines.findIndex((line) => line.startsWith('|'));
  const end = lines.findIndex((line, at) => at > from && !line.startsWith('|'));
  return lines.slice(from, end < 0 ? undefined : end).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** The heading's anchor as GitHub makes it. */
const slugOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

/** The anchors in a page. */
export const anchorsOf = (page: string): string[] => [
  ...[...page.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    slugOf(heading),
  ),
  ...[...page.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id),
];
