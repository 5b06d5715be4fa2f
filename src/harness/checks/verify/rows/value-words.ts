import { printName } from '../../../model/identity.ts';

/** A column's name in a message. */
export const columnOf = (
  { schema, table }: { readonly schema: string; readonly table: string },
  name: string,
): string => printName({ schema, table, name });

/** A value in a message, cut where it is long. */
export const short = (text: string): string => {
  const printed = JSON.stringify(text);
  return printed.length > 60 ? `${printed.slice(0, 58)}…"` : printed;
};
