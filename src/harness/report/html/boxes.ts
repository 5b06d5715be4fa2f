import stringWidth from 'string-width';
import { printTable } from '../../model/cost.ts';
import type { DrawnTable, Mark } from '../diagram.ts';

/** A line of a table's box: what is written, with what was found. */
export interface Line {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly mark: Mark | undefined;
}

/** A table's box, with the columns in which its lines are written. */
export interface Box {
  readonly table: DrawnTable;
  readonly title: string;
  readonly lines: readonly Line[];
  /** Where names, types and what was found begin. */
  readonly at: { readonly name: number; readonly type: number; readonly mark: number };
  readonly width: number;
  readonly height: number;
}

/** The advance of a character at 12 pixels in the fonts of the page, the widest of them. */
const advance = 7.4;
export const lineHeight = 20;
export const headHeight = 28;
export const padding = 10;
const gap = 12;

/** The box of a table. */
export function boxOf(table: DrawnTable): Box {
  const title = cut(printTable(table.table));
  const lines = linesOf(table);
  const widest = (of: (line: Line) => string): number =>
    Math.max(0, ...lines.map((line) => widthOf(of(line))));
  const name = padding + after(widest(({ key }) => key));
  const type = name + after(widest((line) => line.name));
  const mark = type + after(widest((line) => line.type));
  const inner = Math.max(
    mark + widest((line) => printMark(line.mark)),
    padding + widthOf(title) + gap + widthOf(printMark(table.mark)),
  );
  const height = headHeight + lines.length * lineHeight + (lines.length > 0 ? padding / 2 : 0);
  return { table, title, lines, at: { name, type, mark }, width: Math.ceil(inner + padding), height };
}

const after = (width: number): number => (width === 0 ? 0 : width + gap);
export const widthOf = (text: string): number => stringWidth(text) * advance;

function linesOf({ columns, parts, hidden }: DrawnTable): Line[] {
  return [
    ...columns.map(({ keys, name, type, mark }) => ({
      key: keys.join(' '),
      name: cut(name),
      type: cut(type, 30),
      mark,
    })),
    ...parts.map(({ kind, name, mark }) => ({ key: '', name: cut(name), type: kind, mark })),
    ...(hidden > 0 ? [{ key: '', name: `… ${hidden} more`, type: '', mark: undefined }] : []),
  ];
}

const signs: Readonly<Record<Mark['kind'], string>> = { missing: '−', extra: '+', changed: '≠' };

/** What was found, after a sign that tells its kind. */
export const printMark = (mark: Mark | undefined): string =>
  mark === undefined ? '' : `${signs[mark.kind]} ${cut(mark.words, 48)}`;

const cut = (text: string, most = 40): string => {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
};
