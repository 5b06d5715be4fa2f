/** A database of a source, by its URL or by libpq's keywords; the source may leave its name open. */
export interface TargetLine {
  readonly name?: string;
  readonly url: string;
}

/** The lines of a source: a URL, or a name and a URL; blank lines and those that begin with `#` say nothing. */
export const targetLines = (text: string): TargetLine[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(lineOf);

/** A name has no `=` and no `://`, by which it would be an address. */
function lineOf(line: string): TargetLine {
  const [, name, url] = /^((?:(?!:\/\/)[^\s=])+)\s+(.*)$/.exec(line) ?? [];
  return name === undefined || url === undefined ? { url: line } : { name, url };
}
