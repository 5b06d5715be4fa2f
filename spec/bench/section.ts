import { readFile, writeFile } from 'node:fs/promises';

const page = 'docs/benchmarks.md';

/** Puts what a command has measured into the page, in the place of what an earlier run made. */
export async function writeSection(name: string, section: string): Promise<void> {
  const [begin, end] = [`<!-- ${name}: made by npm run bench:${name} -->`, `<!-- end of ${name} -->`];
  const old = await readFile(page, 'utf8').catch(() => '# Benchmarks\n');
  const from = old.indexOf(begin);
  const kept =
    from < 0
      ? [`${old.trimEnd()}\n\n`, '\n']
      : [old.slice(0, from), old.slice(old.indexOf(end) + end.length)];
  await writeFile(page, kept.join(`${begin}\n${section}\n${end}`));
}
