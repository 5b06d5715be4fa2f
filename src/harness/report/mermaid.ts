import { printTable } from '../model/cost.ts';
import type { Report } from '../model/report.ts';
import {
  type Diagram,
  type DrawnColumn,
  type DrawnPart,
  type DrawnTable,
  diagramOf,
  type Mark,
} from './diagram.ts';

/** Mermaid refuses 50,000 characters and 500 edges (its `maxTextSize` and `maxEdges`); a comment has other things to say too. */
const most = { characters: 12_000, links: 200, columns: 20 } as const;

/** How many tables are tried, until what they need is within the limits. */
const tries = [40, 20, 10, 5, 3, 1];

/** A diagram of the tables that findings concern, and how many are left out; undefined where there is none. */
export function mermaid(report: Report): { readonly code: string; readonly left: number } | undefined {
  for (const tables of tries) {
    const diagram = diagramOf(report, { tables, columns: most.columns });
    if (diagram.tables.length === 0) return undefined;
    const code = codeOf(diagram);
    if (code.length <= most.characters && diagram.links.length <= most.links)
      return { code, left: diagram.left };
  }
  return undefined;
}

/** An entity relationship diagram (Mermaid's manual, "Entity Relationship Diagrams"). */
function codeOf({ tables, links }: Diagram): string {
  const lines = [
    ...tables.flatMap(entity),
    ...links.map(
      ({ from, to, name, mark }) => `t${from} }o${mark ? '..' : '--'}|| t${to} : ${label(name, mark)}`,
    ),
  ];
  return ['erDiagram', ...lines.map((line) => `  ${line}`)].join('\n');
}

function entity({ table, mark, columns, hidden, parts }: DrawnTable, at: number): string[] {
  const rows = [
    ...columns.map(columnRow),
    ...parts.map(partRow),
    ...(hidden > 0 ? [`_ _ "${hidden} more"`] : []),
  ];
  const head = `t${at}[${label(printTable(table), mark)}]`;
  return rows.length === 0 ? [head] : [`${head} {`, ...rows.map((row) => `  ${row}`), '}'];
}

const columnRow = ({ name, type, keys, mark }: DrawnColumn): string =>
  row(type, name, keys.length === 0 ? '' : ` ${keys.join(', ')}`, mark);

const partRow = ({ kind, name, mark }: DrawnPart): string => row(kind, name, '', mark);

/** A type, a name, keys and a comment; a name that is not a word of Mermaid's is in the comment as it is. */
function row(type: string, name: string, keys: string, mark: Mark | undefined): string {
  const isWord = word(name) === name;
  const comment = isWord ? (mark ? label('', mark) : '') : label(name, mark);
  return `${word(type)} ${word(name)}${keys}${comment === '' ? '' : ` ${comment}`}`;
}

/** A text as a word of Mermaid's, which begins with a letter and is none of its own words for keys. */
const word = (text: string): string =>
  text.replace(/[^\w()[\]]/g, '_').replace(/^(?![A-Za-z])|^(?=(pk|fk|uk)\b)/i, '_');

/** A text and what was found, quoted. */
const label = (text: string, mark: Mark | undefined): string =>
  `"${[...(text === '' ? [] : [escaped(text)]), ...(mark ? [`⚠ ${escaped(mark.words)}`] : [])].join(' ')}"`;

/** What Mermaid could take for more than text: it has numbers for characters, and takes them back when it draws. */
const special = /[^\p{L}\p{N}\p{M}._]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

const escaped = (text: string): string =>
  cut(text).replace(special, (character) => `#${character.codePointAt(0)};`);

const cut = (text: string): string => {
  const characters = [...text];
  return characters.length <= 80 ? text : `${characters.slice(0, 79).join('')}…`;
};
