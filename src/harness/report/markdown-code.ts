/** What Markdown, HTML or GitHub's own extensions could take for more than itself; `_` within a word means nothing. */
const special = /[^\p{L}\p{N}\p{M}\p{S} ,;/()-]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|[<>&`|~^$+=]/gu;

/**
 * A text of others as code. A character reference is never taken for structure (CommonMark, "Entity and numeric character
 * references"), and GitHub looks for mentions, issues and emoji nowhere in code.
 */
export const code = (text: string): string =>
  `<code>${text.replace(special, (character) => `&#${character.codePointAt(0)};`).replace(/^ | $/g, '&#32;')}</code>`;
