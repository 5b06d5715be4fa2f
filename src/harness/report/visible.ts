/** What shows nothing of its own, or moves what is around it: controls, directions, blanks that are no space, lone surrogates. */
const hidden = String.raw`(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]`;
const eachHidden = new RegExp(hidden, 'gu');
const eachHiddenInJson = new RegExp(String.raw`(?!\n)${hidden}`, 'gu');

/** Backslashes that would be taken for the beginning of one of our escapes. */
const ambiguous = new RegExp(String.raw`\\+(?=[nrtux]|${hidden})`, 'gu');

/** Commands to a CI's log that count wherever they are in a line (GitHub's runner, ActionCommand.cs; Azure Pipelines; TeamCity). */
const commands = /#(?=#(\[|vso\[|teamcity\[))/g;

/**
 * A text of others as one line in which everything can be seen: `\n`, `\x1b`, `\u202e`. No two texts look the same, and
 * none commands the log of a CI.
 */
export const visible = (text: string): string =>
  text.replace(ambiguous, '$&$&').replace(eachHidden, escaped).replace(commands, String.raw`\x23`);

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code < 0x100) return short[character] ?? `\\x${digits.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\u{${digits}}`;
}

const neverShown = new RegExp(String.raw`(?![\n\t])${hidden}`, 'u');

/** Whether a text can be printed as it stands: everything in it can be seen, and nothing commands a terminal or the log of a CI. */
export const isPrintable = (text: string): boolean =>
  !neverShown.test(text) && text.search(commands) === -1 && withoutCommands(text) === text;

/** JSON that means the same, and in which everything can be seen. */
export const visibleJson = (json: string): string =>
  json.replace(eachHiddenInJson, inUnits).replace(commands, inUnits);

const inUnits = (text: string): string =>
  text.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Lines of ours, none of which begins with `::`, by which GitHub's runner knows a command. */
export const withoutCommands = (lines: string): string => lines.replace(/^( *):(?=:)/gm, String.raw`$1\x3a`);
