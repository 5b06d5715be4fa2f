import { shorten } from '../../../model/cost.ts';
import { type Identity, printName } from '../../../model/identity.ts';

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

/** What was refused, in a message: of which rows, the statement, and the server's words. */
export function refusedWords({
  about,
  statement,
  reason,
}: {
  readonly about?: Identity;
  readonly statement?: string;
  readonly reason: string;
}): string {
  const of = about ? ` of ${printName(about)}` : '';
  const by = statement ? `${shorten(statement.replace(/\s+/g, ' ').trim(), 100)}: ` : '';
  return `${of}: ${by}${reason}`;
}
