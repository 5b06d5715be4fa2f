import { escapePattern } from '../model/escape-pattern.ts';
/** Drizzle splits a file at this mark and sends each part by itself (drizzle-orm, migrator.ts). */
export const breakpoint = '--> statement-breakpoint';

/** The line, from 1, of an offset in a text. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** Tells the lines, from 1, of offsets in a text that are asked for in their order: one scan of the text. */
export function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let end = text.indexOf('\n');
  return (offset) => {
    for (; end >= 0 && end < offset; end = text.indexOf('\n', end + 1)) line += 1;
    return line;
  };
}

/** Where the first word of a text is, behind white space and comments. */
export const firstWord = (text: string): number =>
  /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(text)?.[0].length ?? 0;

/** Where in a text the character of a number is, from 0: Postgres and its parser count characters, not units of two bytes. */
export const offsetOfCharacter = (text: string, character: number): number =>
  [...text].slice(0, character).join('').length;

/** The line of the first merge conflict marker; `=======` alone may be decoration. */
export function conflictLine(text: string): number | undefined {
  const at = text.search(/^(<{7}|>{7})( |\r?$)/m);
  return at < 0 ? undefined : lineAt(text, at);
}

/** Whether a text fits a pattern in which `*` stands for any text. */
export const like = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.split('*').map(escapePattern).join('.*')}$`, 's').test(text);
