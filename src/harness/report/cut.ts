/** A text, or as much of it as a line of a table has room for. */
export const cut = (text: string, length = 200): string => {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
};
